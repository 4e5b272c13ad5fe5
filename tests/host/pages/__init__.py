"""What does a learner or a teacher see in the embedded host?"""

"""Scores by the thousand: a Redis stream tells of inbox rows, consumers fold them in batches.

The inbox row remains the truth: a stream that is lost, cut or down costs a delay and no score
(decision 0008).
"""

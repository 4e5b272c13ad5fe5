/* Elements of Agir. First version: see agir-skills-widget below. */

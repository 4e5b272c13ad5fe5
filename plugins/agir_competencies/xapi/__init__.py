"""What learning record stores hear of competencies, where a site has any (decision 0009).

One tracking event a competency whose level changed; ``event-routing-backends``, where it is
installed, makes an xAPI statement of it. Nothing is told unless ``AGIR_COMPETENCIES_XAPI`` says so.
"""

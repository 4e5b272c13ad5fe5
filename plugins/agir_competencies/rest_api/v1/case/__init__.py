"""CASE 1.1, read only, under ``…/ims/case/v1p1``: a peer imports a framework by its address."""

"""What people say of a competency by name: attestations, prior learning, decisions on a status."""

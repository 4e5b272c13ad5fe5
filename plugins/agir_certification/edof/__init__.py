"""The catalogue of training for EDOF, the portal of those who sell on Mon Compte Formation."""

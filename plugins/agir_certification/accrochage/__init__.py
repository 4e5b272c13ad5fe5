"""Files to and from the CDC's information system of the CPF."""

"""The analysis form: drafted by the CDRM, determined and finalised by the panel."""

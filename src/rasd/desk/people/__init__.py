"""People: invitations, roles, accounts switched off and on."""

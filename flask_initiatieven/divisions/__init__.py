"""The role division (rolverdeling): who does what, who decides; one version in force."""

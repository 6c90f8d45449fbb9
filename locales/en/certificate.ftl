# The document.
certificate-awarded-to = Awarded to
certificate-sentence = for { $hours } of union training, with every part of the program complete.
certificate-completed = Completed
certificate-issued = Issued
certificate-number = Certificate number
certificate-check = Check that this certificate is valid:
certificate-qr = Code that opens the page where this certificate can be checked

# The member's page.
certificate-not-yet = Your certificate appears here when you have met every requirement and the office has issued it.
certificate-share = Share the link or the number with anyone. They see what is printed and nothing more.
certificate-link = Link to check it
certificate-download = Download the PDF
certificate-name-wrong = Is your name not right? Write to { $email } and the office issues a new one.

# Checking a number.
verify-title = Check a certificate
verify-lead = Type the number printed on the certificate. You see at once whether it is valid.
verify-hint = Eight letters and digits, like 7F3K-92QD.
verify-check = Check
verify-valid-title = This certificate is valid
verify-valid-text = We issued it, and it stands.
verify-replaced-title = A newer certificate replaces this one
verify-replaced-text = We replaced it on { $day }. Ask its holder for the new number.
verify-revoked-title = This certificate is not valid
verify-revoked-text = We took it back on { $day }. Do not rely on it.
verify-unknown-title = We issued no certificate with this number
verify-unknown-text = You typed { $number }. Compare it with the paper, sign by sign.
verify-name = Name
verify-certificate = Certificate
verify-hours = Hours
verify-issuer = Issued by
verify-checked = Checked on { $at }
verify-compare = Compare this with the paper in your hand. If they differ, ask us.
verify-stands-for = What this certificate stands for
verify-another = Check another number
error-number-empty = Enter the certificate number
error-number-form = Enter the eight letters and digits of the number. It never has a 0, 1, I, O or U
error-number-mistyped = Check the number once more. One of its letters or digits is mistyped

# El documento.
certificate-awarded-to = Otorgado a
certificate-sentence = por { $hours } de formación sindical, con todas las partes del programa completas.
certificate-completed = Completado
certificate-issued = Emitido
certificate-number = Número de certificado
certificate-check = Compruebe que este certificado es válido:
certificate-qr = Código que abre la página donde se comprueba este certificado

# La página del miembro.
certificate-not-yet = Su certificado aparece aquí cuando cumple todos los requisitos y la oficina lo emite.
certificate-share = Comparta el enlace o el número con quien quiera. Ven lo impreso y nada más.
certificate-link = Enlace para comprobarlo
certificate-download = Descargar el PDF
certificate-name-wrong = ¿Su nombre no está bien? Escriba a { $email } y la oficina emite uno nuevo.

# Comprobar un número.
verify-title = Comprobar un certificado
verify-lead = Escriba el número impreso en el certificado. Enseguida ve si es válido.
verify-hint = Ocho letras y dígitos, como 7F3K-92QD.
verify-check = Comprobar
verify-valid-title = Este certificado es válido
verify-valid-text = Lo emitimos nosotros y sigue vigente.
verify-replaced-title = Un certificado más nuevo reemplaza a este
verify-replaced-text = Lo reemplazamos el { $day }. Pida el número nuevo a su titular.
verify-revoked-title = Este certificado no es válido
verify-revoked-text = Lo retiramos el { $day }. No confíe en él.
verify-unknown-title = No emitimos ningún certificado con este número
verify-unknown-text = Escribió { $number }. Compárelo con el papel, signo por signo.
verify-name = Nombre
verify-certificate = Certificado
verify-hours = Horas
verify-issuer = Emitido por
verify-checked = Comprobado el { $at }
verify-compare = Compare esto con el papel que tiene. Si no coinciden, pregúntenos.
verify-stands-for = Qué representa este certificado
verify-another = Comprobar otro número
error-number-empty = Escriba el número de certificado
error-number-form = Escriba las ocho letras y dígitos del número. Nunca lleva 0, 1, I, O ni U
error-number-mistyped = Revise el número una vez más. Una de sus letras o dígitos está mal escrita

# Varios programas en un sitio
menu-siblings = Programas
programs-title = Programas
programs-all = Todos los programas
programs-yours = Usted está inscrito
programs-lead = Un sitio puede tener varios programas, cada uno con sus páginas, reglas y certificados. Las personas y las clases son comunes: una clase cuenta para cada programa cuyas reglas aceptan su curso. Las páginas que no tratan de un programa en particular tratan del primero.
programs-first = Primero
programs-offered = Abierto a inscripciones
programs-closed = Nadie nuevo se inscribe
programs-page = Su página de inicio
programs-put-first = Ponerlo primero
programs-offer = Abrir las inscripciones
programs-close = Cerrar las inscripciones
programs-add = Añadir un programa
programs-saved = La lista de programas ha cambiado.
programs-added = El programa está publicado. Sus palabras se pueden cambiar abajo.
enroll-title-in = Inscribirse en { $programme }
enroll-closed-title = { $programme }: nadie nuevo se inscribe
enroll-closed = Este programa está cerrado a nuevas inscripciones. Quien está en él sigue adelante, y los certificados siguen siendo válidos.
leave-programme-others = { $count ->
    [one] Usted sigue en su otro programa.
   *[other] Usted sigue en sus otros { $count } programas.
}
programs-unready = Todavía no: nadie podría obtener este certificado con los cursos que hay
leave-programme-back-one = Puede volver cuando quiera, con un toque, con las reglas que tenía.
certificate-other = Su certificado: { $programme }
person-programmes = Inscrito en:
message-programme = Programa
mail-credited-in = { $programme }: { $done } de { $total } horas.
person-other-programme = No está inscrito en este programa.
course-by-code = { $part } toma los cursos con estos códigos: { $codes }
page-shared = Todos los programas comparten esta página.

# Mi progreso.
me-title = Mi progreso
me-where = Dónde está
of-hours-done = de { $total } horas hechas
tag-done = Hechas: { $hours }
tag-booked = Reservadas: { $hours }
tag-open = Por hacer: { $hours }
track-label = { $done } de { $total } horas hechas, { $booked } reservadas.
part-done-classes = Completa: se piden { $need } clases y hay { $have } hechas.
part-done-hours = Completa: se piden { $need } y hay { $have } hechas.
part-booked-classes = Clases hechas: { $have } de { $need }, reservadas: { $booked }. Con eso completa esta parte.
part-booked-hours = { $have } de { $need } hechas, { $booked } reservadas. Con eso completa esta parte.
part-open-classes = { $left ->
        [one] Clases hechas: { $have } de { $need }, reservadas: { $booked }. Falta { $left } clase.
       *[other] Clases hechas: { $have } de { $need }, reservadas: { $booked }. Faltan { $left } clases.
    }
part-open-hours = { $have } de { $need } hechas, { $booked } reservadas. Por encontrar: { $lefthours }.
find-for-part = Buscar clases de { $part }
topics-met = { $all ->
        [one] { $met } de { $all } tema visto
       *[other] { $met } de { $all } temas vistos
    }
topics-open = Por ver: { $topics }.
how-counted = Cómo se cuenta esto
counts-could-also = También cabe en { $parts }, pero en { $part } le ayuda más.
unused-title = Clases que no agregan horas
unused-no-part = No pertenece a ninguna parte de este certificado.
unused-repeat = Cubre lo mismo que otra clase de su registro.
unused-expired = Pasó demasiado tiempo para que cuente.
unused-before = La tomó antes de la fecha desde la que cuentan las clases.
unused-little = Usted estuvo muy poco tiempo en ella.
unused-status = La oficina todavía no la confirma.
me-awarded-title = Usted tiene su certificado
me-awarded-text = Su número de certificado es { $number }.
me-certificate = Mi certificado
me-complete-title = Todo hecho: { $hours }
me-complete-text = La oficina revisa su registro una vez y después le envía su certificado. Usted no tiene que hacer nada.
me-partial = { $count ->
        [one] Usted perdió parte de { $count } sesión. La oficina decide cuántas de sus horas cuentan.
       *[other] Usted perdió parte de { $count } sesiones. La oficina decide cuántas de sus horas cuentan.
    }
me-pending = { $count ->
        [one] { $count } clase terminó y sus horas aún no están. Llegan cuando la oficina aprueba la asistencia.
       *[other] { $count } clases terminaron y sus horas aún no están. Llegan cuando la oficina aprueba la asistencia.
    }
me-membership = La oficina está confirmando su membresía. Siga con sus clases: no se pierde nada.
me-next = Lo que sigue
me-all-booked = Con lo que tiene reservado, su certificado está completo.
me-none-helps = Ahora mismo ninguna clase con cupo le suma horas. Durante el año llegan nuevas fechas.
me-would-count = Estas cuentan para usted
me-all-that-count = Ver todas las clases que cuentan para mí
find-a-class = Buscar una clase

# Mis clases.
my-classes-title = Mis clases
my-classes-none = Todavía no tiene ninguna clase por delante.
my-classes-calendar = Poner todas en mi calendario
my-classes-past = Antes de hoy
state-waiting = En la lista de espera
state-held = Guardado hasta que confirme su correo

# Mi registro.
record-title = Registro de asistencia
record-empty = Sus clases y horas aparecen aquí cuando se aprueba la asistencia.
record-caption = Clases a las que asistió, { $hours } en total
record-note = Puede imprimir esta página para su local o para una licencia. ¿Falta algo? Escriba a { $email }.

# Mi perfil.
profile-title = Mi perfil
profile-saved = Sus cambios están guardados.
profile-share = Los dirigentes de mi local pueden ver mi progreso
profile-share-hint = Ven su nombre, horas, partes, cursos, y si tiene el certificado.
membership-to-confirm = Membresía: la oficina la está confirmando.
membership-confirmed = Membresía: confirmada.
membership-held = Membresía: la oficina tiene una pregunta y le escribirá.

part-begun-classes = Clases hechas: { $have } de { $need }. { $left ->
    [one] Falta 1 clase por elegir.
   *[other] Faltan { $left } clases por elegir.
}
part-begun-hours = { $have } de { $need } hechas. Faltan { $lefthours } por elegir.
me-make-up = Puede recuperar lo que perdió de { $class } el { $day }: cuenta cualquier clase con el mismo contenido.

# El registro y la constancia como documentos.
record-part = Parte
record-all = Todas las horas
record-remains = Falta
letter-title = Constancia de asistencia
letter-sentence = Por la presente se confirma que { $name } asistió a la clase siguiente y se le acreditaron { $hours }.
letter-closing = ¿Preguntas? Escriba a { $email }.
letter-note = Según la asistencia registrada en clase y aprobada por la oficina.
letter-download = Constancia de asistencia (PDF)

address-title = Otra dirección de correo
address-link = Usar otra dirección de correo
address-now = Ahora el correo va a { $email }.
address-new = Nueva dirección de correo
address-new-hint = Enviamos un correo allí. La dirección es suya cuando pulse su botón.
address-ask = Enviar el correo
address-sent = El correo está en camino. Pulse su botón antes de un día.
address-take-lead = Desde ahora su correo va a { $email } y con esa dirección entra. Se cierran todas sus sesiones.
address-take = Usar esta dirección
address-done = Su dirección ha cambiado
address-back-title = ¿Recuperar su dirección?
address-back-lead = Su registro vuelve a { $old }, y se cierra la sesión de quien la tenga abierta.
address-back-button = Usar otra vez mi dirección anterior
address-back-done = Su dirección anterior está de vuelta
address-back-done-text = Su registro pertenece otra vez a { $email }. Se cerraron todas las sesiones.
address-back-over = Este enlace ya no funciona. Funciona siete días y una sola vez. Escriba a { $email } o llame al { $phone }.
address-done-text = Entre con { $email }.
address-over = Este enlace ya se usó, tiene más de un día, o usted pidió otra dirección después.
address-taken = Esta dirección pertenece a otro registro. Si los dos son suyos, escriba a { $email } y se unirán.
address-again = Pedir una dirección
error-address-same = Esta ya es su dirección
error-address-power = Usted tiene una función. Pida a un administrador que cambie su dirección
error-address-many = Hoy pidió cinco direcciones. Inténtelo mañana o escriba a la oficina
mail-address-asked-subject = ¿Es esta su nueva dirección?
mail-address-asked-lead = Pidió usar esta dirección para su formación. Pulse el botón si fue usted.
mail-address-asked-button = Usar esta dirección
mail-address-asked-not-you = Si no lo pidió, no tiene que hacer nada.
mail-address-taken = Alguien pidió usar esta dirección para su formación, pero ya tiene un registro propio. Si los dos son suyos, escriba a { $email } y se unirán.
mail-records-joined-subject = Su registro se unió con otro
mail-records-joined-lead = La oficina unió este registro con otro que considera suyo. Desde ahora las dos direcciones llevan al mismo registro.
mail-records-joined-button = No es correcto
mail-address-changed-subject = Su dirección ha cambiado
mail-address-changed-lead = Desde ahora el correo sobre su formación va a otra dirección, y esta ya no se usa.
mail-address-back-button = No fui yo: usar otra vez esta dirección
mail-address-back-subject = Su dirección vuelve a ser la de antes
mail-address-back-lead = Alguien que lee el correo de esta dirección deshizo un cambio de dirección. Su registro pertenece otra vez a esta dirección.
mail-address-back-gone = Alguien que lee el correo de la dirección anterior de su registro deshizo el cambio de dirección. Su registro ya no pertenece a esta dirección.
mail-address-changed-not-you = Si no fue usted, avísenos enseguida: { $email }, { $phone }.
mail-kind-address-asked = ¿es esta la nueva dirección?
mail-kind-address-changed = aviso a la dirección anterior de que cambió

# Leaving the program.
leave-programme-title = ¿Dejar el programa?
leave-programme-what = Ya no trabajará para obtener el certificado.
leave-programme-hours = Sus horas quedan en su registro, y un certificado que ya tiene sigue siendo válido.
leave-programme-mail = No recibirá más mensajes del programa, solo lo que toca a las clases donde aún tiene un cupo o un lugar en la lista. Lo que espera por tema termina.
leave-programme-back = Puede volver en cualquier momento, con un solo botón, con las reglas que tenía. Apuntarse a una clase también le hace volver.
leave-programme-seats = { $count ->
    [one] Devolver mi cupo en una clase que viene
   *[other] Devolver mis { $count } cupos en clases que vienen
}
leave-programme-button = Dejar el programa
leave-programme-stay = Quedarme
leave-programme-erase = ¿Quiere también que le olvidemos? Escriba a { $email }.
leave-programme-link = Dejar el programa
enroll-left = Dejó el programa el { $day }. Sus horas siguen aquí.
enroll-back = Volver
consents-title = Lo que aceptó
consents-since = Desde el { $day }.
consents-until = Retirado el { $day }.
field-called = Cómo le llamamos
field-called-hint = Si no es el nombre de su certificado. Lo usan las cartas, las listas, sus clases y su local.
error-called = Escriba un nombre con letras, o déjelo vacío
person-called = Le llaman
field-chapter = Capítulo
me-chapter = Su local tiene capítulos.
me-chapter-choose = Diga cuál es el suyo

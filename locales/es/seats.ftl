# Lo que se puede hacer con un cupo o un puesto en la lista.
auto-title = ¿Tomar un cupo sin preguntarle?
auto-off = Le preguntamos antes de darle un cupo. También podemos tomarlo enseguida, para que ninguna oferta se pierda.
auto-take = Tómenlo sin preguntarme
auto-on = Tomamos el próximo cupo para usted sin preguntar.
auto-ask = Pregúntenme primero
mine-in-line = Usted está en la lista de espera
call-title = Hay un cupo libre ahora
call-text = La clase es pronto, así que todas las personas de la lista lo saben a la vez. Quien diga que sí primero tiene el cupo.
waiting-ignored = Una oferta ya se venció, así que usted está al final de la lista. Si la próxima también se vence, su puesto termina.
waiting-instead = Usted conserva { $class } el { $day } hasta que tenga un cupo aquí. Entonces lo devolvemos por usted.
offer-instead = Si toma este cupo, devolvemos su cupo en { $class } del { $day }.
cancel-late = El plazo para devolver un cupo terminó el { $until }. Avísenos de todos modos, y alguien de la lista podrá venir.
cancel-late-title = ¿No puede venir?
cancel-late-button = No puedo ir
cancel-late-text = El plazo para devolver cupos terminó el { $until }. Si no puede venir, avísenos de todos modos.
given-back-late-title = Sabemos que usted no puede venir
given-back-late-text = Gracias por avisarnos. Cuenta como aviso tardío, no como falta.
seat-keep = Sí, voy
seat-keep-title = ¿Todavía viene?
seat-kept = Usted nos dijo que todavía viene.
seat-said-kept = Gracias. Sabemos que todavía viene.
seat-said-swapped = Cambiado. El cupo que tenía antes quedó libre.
seat-said-auto = Tomamos el próximo cupo para usted sin preguntar.
seat-said-asks = Le preguntamos antes de tomar un cupo.
move-instead-title = Cambiar a otra fecha
move-instead-button = Cambiarme al { $day }
move-instead-none = No hay otra fecha con cupos ahora. Puede esperar este tema, y le guardamos un cupo cuando haya uno.
moved-clash-text = Esta clase cambió, y usted tiene otra clase a esa hora. Guardamos su cupo hasta que elija
moved-clash-keep = Conservar este cupo
moved-clash-drop = Devolverlo
invite-yes = Sí, voy
invite-no = No, gracias

# Otra persona toma el cupo.
stand-in-link = Dejar que una persona colega tome su cupo
stand-in-title = ¿Quién toma su cupo?
stand-in-lead = Le preguntamos por correo. El cupo sigue siendo suyo hasta que esa persona diga que sí.
stand-in-button = Preguntarle
stand-in-waits = Preguntamos a { $name }. El cupo es suyo hasta que diga que sí.
stand-in-take-back = Retirar la pregunta
stand-in-text = { $name } le pide que tome su cupo
stand-in-said-asked = Enviamos un correo a esa persona.
stand-in-said-back = La pregunta está retirada, y el cupo sigue siendo suyo.
stand-in-not-now = Este cupo no se puede pasar: ya no es suyo, la clase empezó o no permite reemplazos. La oficina puede ayudarle
stand-in-another = Ya preguntó a otra persona. Retire primero esa pregunta
stand-in-enough = Ya preguntó cinco veces por este cupo, y ese es el límite. La oficina puede ayudarle
person-name = Nombre
person-email = Correo
error-person-name = Escriba el nombre con letras

# Negativas.
tight-title = Es un viaje apretado
tight-text = Las dos clases están a unas { $miles } millas, y hay { $minutes } minutos entre ellas.
clash-offer-text = Puede tener este cupo cuando devuelva el otro.
clash-offer-give-up = Devolver el otro
clash-offer-back = Volver a esta oferta
swap-waits-text = Puede esperarla y conservar { $class } hasta que tenga un cupo.
swap-waits = Esperar y conservar mi cupo
quicker-title = Otra persona fue más rápida
quicker-text = El cupo libre está ocupado. Usted conserva su puesto, y le escribimos si se abre otro.
other-form-title = Esta página ya se usó
other-form-text = Sirvió para apuntarse a otra cosa, así que ahora no se hizo nada. Abra la clase otra vez e inténtelo desde allí.
other-work-title = Esta clase es para ciertos trabajos
other-work-text = Es para: { $work }. Su perfil dice otra cosa.
other-work-profile = Ver mi perfil
not-member-title = Esta clase es para miembros confirmados
not-member-text = La oficina todavía busca su membresía. Añada su local en su perfil o escriba a { $email }.
no-site-title = Elija adónde quiere ir
no-site-text = Esta clase se da en otros lugares.
one-group-until = Desde el { $day } está abierta para todas las personas.
why-local-first = Hasta el { $day } esta clase es para miembros de { $local }; después está abierta para todas las personas.
why-one-work = Esta clase es para: { $work }. Su perfil dice qué hace usted; allí puede cambiarlo.
why-members = Esta clase es para miembros confirmados. Si su membresía no está confirmada, escriba a { $email }.
site-choose = Elegir dónde
site-change = Cambiar a: { $place }
site-label = Dónde

# Esperar un tema.
wishes-title = Temas que usted espera
wishes-lead = Díganos un tema y dónde y cuándo puede venir. Cuando una clase tenga un cupo para usted, lo guardamos y le escribimos.
wish-link = Esperar este tema
wish-new = Esperar un tema
wish-topic = Tema
wish-near = Cerca de
wish-anywhere = En todo el estado
wish-within = No más lejos de
wish-miles = { $count } millas
wish-online = También en línea
wish-times = ¿Cuándo puede venir?
wish-times-any = A cualquier hora
wish-times-evening = Tardes y fines de semana
wish-times-weekend = Fines de semana
wish-button = Avísenme
wish-end = Dejar de esperarlo
wish-said-made = Estamos atentos y le escribimos.
wish-said-ended = Usted ya no lo espera.
wish-says-near = A menos de { $count } millas de { $place }
wish-says-anywhere = En todo el estado
wish-says-online = o en línea
wish-says-not-online = no en línea
wish-offer-text = Una clase de un tema que usted espera tiene un cupo para usted
error-wish-topic = Elija un tema
error-wish-many = Usted espera 20 temas, y ese es el límite. Termine uno primero

# Equipos.
local-title = { $local }
local-enrolled = miembros inscritos de su local
local-seats = cupos que tienen
local-counts-only = Aquí ve números, no nombres: cada miembro decide contar qué toma.
local-teams = Equipos
local-teams-lead = Guarde cupos en una clase para gente de su local. Cada persona dice que sí antes de apuntarse.
local-back = Mi local
team-hold-link = Guardar cupos para gente de mi local
team-hold-title = Guardar cupos para su equipo
team-hold-lead = Guardamos los cupos hasta la tarde del día que elija. Después, los que no tengan un sí vuelven a todas las personas.
team-hold-button = Guardar los cupos
team-seats = ¿Cuántos cupos?
team-seats-hint = { $most } como máximo. Libres ahora: { $free }.
team-until-day = ¿Hasta qué día?
team-until-hint = { $day } como último día
team-title = Su equipo: { $class }
team-open = { $count ->
        [0] Guardados hasta el { $until }. Cada cupo tiene un nombre.
        [one] Guardados hasta el { $until }. { $count } cupo no tiene nombre todavía.
       *[other] Guardados hasta el { $until }. { $count } cupos no tienen nombre todavía.
    }
team-until = guardados hasta el { $until }
team-is-ended = Ya no se guardan cupos
team-said-yes = { $count ->
        [one] { $count } persona dijo que sí
       *[other] { $count } personas dijeron que sí
    }
team-people-title = A quién se preguntó
team-people = Nombres y correos
team-people-hint = Una persona por línea, así: Ana Lima, ana@example.org. Mejor un correo personal.
team-name-title = Nombrar personas para los cupos libres
team-name-button = Preguntarles
team-yes = dijo que sí
team-asked = todavía no responde
team-no = no puede venir
team-no-answer = ya no se le pregunta
team-replaced = va otra persona en su lugar
team-take-back = Retirar la pregunta a { $name }
team-replace = Enviar a otra persona en lugar de { $name }
team-replace-button = Preguntar a esta persona
team-replace-late = Ya pasó el plazo para cambiar quién va. La persona todavía puede preguntar a alguien
team-release = Terminarlo ahora
team-said-asked = { $count ->
        [one] Anotó a { $count } persona. Si podemos preguntarle, recibe un correo.
       *[other] Anotó a { $count } personas. A quienes podemos preguntar les llega un correo.
    }
team-said-enough = Hoy nombró a tantas personas que el resto debe esperar hasta mañana.
team-said-before = Con pregunta desde antes: { $names }
team-said-no-seat = No queda cupo para: { $names }
team-invite-text = { $name } de { $local } guarda un cupo para usted
team-invite-seen = Su local ve su respuesta y, después, que usted asistió, para poder reembolsarle. Si aún no está en el programa, un sí también le inscribe.
error-team-seats = Escriba un número del 1 al { $most }
error-team-until = Elija un día que venga, antes de que se cierre la lista y a no más de dos semanas
error-team-free = { $count ->
        [0] Ningún cupo está libre ahora
        [one] Solo { $count } cupo está libre ahora. Guárdelo, y nombre a los demás cuando se abran más
       *[other] Solo { $count } cupos están libres ahora. Guárdelos, y elija quién va
    }
error-team-wait = { $count ->
        [one] { $count } persona espera esta clase, y los próximos cupos son suyos
       *[other] { $count } personas esperan esta clase, y los próximos cupos son suyos
    }
error-team-more = { $count ->
        [0] Su local ya guarda { $most } cupos en esta clase, y ese es el límite
       *[other] Su local puede guardar { $count } más: { $most } por clase es el límite
    }
error-team-people = Escriba al menos un nombre y un correo
error-team-line = Esta línea necesita un nombre y un correo: { $line }

# Comprobante de asistencia.
proof-title = Comprobante de asistencia
proof-local = Local
proof-by = A cargo de
proof-date = Impreso el
proof-count = { $count ->
        [one] { $count } miembro de este local asistió:
       *[other] { $count } miembros de este local asistieron:
    }
proof-hours = Horas
proof-not-yet = La asistencia a esta clase todavía no está confirmada. Vuelva unos días después.
proof-back = Volver al equipo

# La oficina: cupos de una clase.
seats-title = Cupos
seats-confirmed = { $count } confirmados; la clase necesita { $least }
seats-offered = { $count } guardados u ofrecidos, sin respuesta todavía
seats-still-come = { $count } dijeron que todavía vienen después del cambio
seats-late = { $count } avisaron tarde que no pueden venir
seats-missed = { $count } no vinieron ni avisaron
seats-team = { $local }: { $count } cupos sin nombre, guardados por { $name } hasta el { $until }
seats-waiting = Quién espera, y por qué todavía no tiene cupo
seats-auto = (toma un cupo sin que se le pregunte)
why-waits-no-seat = no hay cupo libre
why-waits-unconfirmed = no confirmó su correo; solo esa persona puede, desde nuestro mensaje
why-waits-clash = tiene { $class } a esa hora, y puede dejarla
why-waits-local = la clase es para otro local; tendría que cambiar la clase o el perfil
why-waits-work = la clase es para otros trabajos; tendría que cambiar la clase o el perfil
why-waits-member = la membresía no está confirmada; la oficina puede hacerlo
why-waits-soon = recibe la próxima oferta en un minuto
why-waits-called = sabe que hay un cupo libre; quien diga que sí primero lo tiene
why-waits-begun = la clase empezó
few-text = Solo { $count } de las { $least } personas que necesita se apuntaron. Decida si se da.
few-later = Solo { $count } de las { $least } personas que necesita se apuntaron. El { $day } se decide si se da.
few-button = Se da
few-goes-ahead = Pocas personas se apuntaron, y usted decidió que se da.
todo-few = { $class }: { $count } de { $least } personas. ¿Se da?
resize-title = Más o menos cupos
resize-seats = Cupos
resize-displace = Si no alcanzan, quienes se apuntaron al final pasan al principio de la lista de espera y se les avisa
resize-button = Cambiar los cupos
resize-done = Los cupos cambiaron. Los libres van a quienes esperan.
error-seats = Escriba un número del 0 al 5000
error-seats-taken = { $count } cupos están ocupados. Marque la casilla si quienes se apuntaron al final pierden el suyo
error-seats-teams = { $count } cupos están guardados para equipos, y siguen así hasta su día
error-seats-not-now = Esta clase empezó, ya se dio o está cancelada, así que sus cupos siguen como están
merge-title = Unirla con otra clase
merge-into = Todas las personas van a
merge-choice = { $class }: { $count } cupos libres
merge-button = { $count ->
        [one] Pasar a { $count } persona y cancelar esta clase
       *[other] Pasar a { $count } personas y cancelar esta clase
    }
merge-done = La otra clase está cancelada. De su gente, { $seated } tienen cupo aquí, a { $offered } se les ofrece uno y { $waiting } esperan aquí; { $told } no pueden venir y se les avisó de otras fechas. Todas las personas pueden decir que no.
move-venue = Lugar nuevo
move-same-place = El mismo lugar
move-room = Sala

# What else is said about seats.
waiting-in-the-way = Usted tiene { $class } el { $day }, a la misma hora. Mientras la tenga, aquí pasamos a la siguiente persona.
waiting-swap = Cambiarlas cuando se abra un cupo
moved-clash-other = Su otra clase es { $class } el { $day }. Para conservar este cupo, devuelva primero el otro.
stand-in-for-text = { $name } le pide que vaya a esta clase en lugar de { $giver }
move-instead-site = Cambiarme al { $day }: { $place }
invite-no-title = ¿Quiere decir que no?
said-yes-text = Usted ya dijo que sí, así que este cupo es suyo. Si no puede venir, devuélvalo.
declined-title = Gracias por su respuesta
declined-text = No se apuntó a este cupo. Si estaba en la lista de espera, sigue allí.
stand-in-own = Esta es su propia dirección. Escriba la de otra persona
seats-office-link = La página de la oficina sobre esta clase
team-release-text = { $count } sin nombre, { $asked } sin respuesta: si lo termina ahora, esos cupos vuelven a todas las personas, y a quien se preguntó se le avisa que el cupo ya no se guarda.
error-starts-far = Escriba un comienzo dentro de los próximos dos años
error-move-place = Elija el lugar donde se da ahora
error-move-nothing = Nada cambiaría: escriba otra hora u otro lugar
resize-displaced = { $count ->
        [one] { $count } persona volvió a la lista de espera.
       *[other] { $count } personas volvieron a la lista de espera.
    }
resize-seats-at = Cupos: { $place }
mine-not-for-them = Según su perfil, no es para usted
not-for-them = Según su perfil, esta clase es para otras personas. ¿Está bien su perfil?

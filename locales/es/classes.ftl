# La lista y su filtro.
classes-title = Clases
classes-count = { $count ->
        [0] Ninguna clase
        [one] { $count } clase
       *[other] { $count } clases
    }
classes-none = Ahora mismo ninguna clase coincide.
classes-all = Ver todas las clases
classes-without-filter = { $count ->
        [one] Sin “{ $name }”: { $count } clase
       *[other] Sin “{ $name }”: { $count } clases
    }
filter-title = Filtrar las clases
filter-part = Parte
filter-all-parts = Todas las partes
filter-topic = Tema
filter-all-topics = Todos los temas
filter-region = Región
filter-anywhere = En cualquier región
filter-venue = Sede
filter-all-venues = Todas las sedes
filter-event = Evento
filter-all-events = Todos los eventos
filter-outside-events = Otros días
filter-from = Primer día
filter-to = Último día
filter-only = Mostrar solo
filter-online = Clases en línea
filter-open = Clases con cupo
filter-local = Clases para un solo sindicato local
filter-need = Clases que cuentan para mí
filter-q = Palabras de búsqueda
filter-show = Mostrar clases
filter-clear = Quitar todo
filter-from-day = desde el { $day }
filter-to-day = hasta el { $day }
downloads-label = Llévese esta lista
download-pdf = Para imprimir (PDF)
download-long = Con descripciones (PDF)
download-a4 = En papel A4 (PDF)
download-csv = Hoja de cálculo (CSV)
download-xlsx = Hoja de cálculo (Excel)
download-ics = Calendario (ICS)
download-more = Otros archivos

# La lista impresa.
list-title = Oferta de clases
list-title-years = Oferta de clases, { $years }
list-lead = Todas las clases previstas ahora. Escanee el código para ver la lista más reciente y apuntarse.
list-as-of = Al { $day }
list-qr = Código que abre la lista más reciente en la web
list-filtered = Solo: { $filters }
list-date = Fecha
list-time = Hora
list-class = Clase
list-hours = Horas
list-place = Lugar
list-counts-for = Cuenta para
list-seats = Cupos
list-left = Quedan { $count }
download-print = Una página para imprimir
list-contact = Preguntas: { $email }.

# Una clase.
class-when-where = Cuándo y dónde
class-about = Sobre esta clase
class-topics = Temas
class-audience = Pensada para: { $audience }
class-other-dates = Otras fechas
class-cancelled-title = Esta clase está cancelada
class-changed-title = Esta clase cambió
class-notice-title = Conviene saber
fact-when = Cuándo
fact-where = Dónde
fact-counts = Cuenta para
fact-part = Parte
fact-trainers = Instructores
fact-event = Parte de
fact-seats = Cupos
and-more-days = { $count ->
        [one] y { $count } sesión más
       *[other] y { $count } sesiones más
    }
online = En línea
online-detail = En línea. La oficina le envía el enlace por correo antes de la clase.
counts-for-nothing = Ninguna parte del certificado
counts-for-one-of = Una de estas: { $parts }
add-to-calendar = Agregar a mi calendario
see-class = Ver esta clase
sign-up = Apuntarme
sign-up-elsewhere = Apuntarme en el sitio del evento
join-waiting-list = Entrar en la lista de espera
see-my-seat = Ver mi cupo

# Cupos.
seats-left = { $count ->
        [one] Queda { $count } cupo
       *[other] Quedan { $count } cupos
    }
seats-full = Llena
seats-full-waiting = { $count ->
        [one] Llena, { $count } persona en espera
       *[other] Llena, { $count } personas en espera
    }
seats-elsewhere = Los cupos se dan en otro sitio
seats-one-group = Solo para algunas personas
seats-not-open = Los cupos se abren el { $day }
seats-closed = Ya cerró
seats-cancelled = Cancelada
seats-past = Esta clase ya terminó
mine-confirmed = Usted tiene un cupo
mine-waiting = Usted es el número { $place } en la lista
mine-offered = Le guardamos un cupo
mine-taken = Ya tomó esta clase
mine-attended = Usted asistió, { $hours }
mine-not-counted = Sin horas por esta clase
mine-was-there = Sí asistí
mine-being-checked = Las horas todavía no están contadas
mine-content-taken = Ya tiene este contenido
mine-content-booked = Ya reservó este contenido
mine-content-partly = Ya tiene una parte
content-taken = Usted ya tiene todo lo de esta clase, así que no agregaría horas. Puede venir otra vez con gusto.
content-booked = Con una clase que ya reservó, usted tiene todo lo de esta clase. No agregaría horas.
content-partly = Usted ya tiene { $held } de un total de { $whole } de esta clase. El resto es nuevo.
content-no-use = No reduciría lo que todavía le falta.
content-nearer = Con esta clase estaría { $hours } más cerca de su certificado.
content-is-booked = reservada
content-is-taken = en su registro
why-elsewhere = El evento que organiza esta clase lleva su propia lista.
why-not-open = Puede apuntarse desde el { $day }.
why-closed = El plazo para apuntarse terminó el { $day }. Si hay otras fechas, están más abajo.
why-full = Todos los cupos están ocupados. Entre en la lista y le escribimos cuando se abra uno.
why-one-local = Esta clase es para miembros de { $local }.
cancel-until = Puede devolver su cupo hasta el { $day }, { $time }.

# Eventos y sedes.
event-no-classes = Aún no se han fijado las clases de este evento.
event-one-per-slot = Elija una clase para cada hora. Recibirá un solo correo con todas.
event-until = a { $time }
event-nothing-then = Nada a esta hora
event-about-class = Sobre esta clase
event-waits = Elíjala para entrar en la lista de espera.
event-all-or-none = Todas o ninguna: si mientras tanto se ocupa un cupo, le decimos cuál, y elige de nuevo.
event-sign-up = Apuntarme
event-sign-up-others = { $count ->
        [one] Apuntarme a la otra
       *[other] Apuntarme a las otras { $count }
    }
event-none-chosen = Elija al menos una clase
event-none-booked = { $count ->
        [one] Aún no hay nada reservado: una clase no se puede reservar
       *[other] Aún no hay nada reservado: { $count } clases no se pueden reservar
    }
event-choose-again = Lo que no se puede reservar queda abajo sin elegir. Sus otras elecciones se conservan.
event-clash = Mire sus clases: una de ellas es a esa hora o muy cerca.
event-clash-with = Es a la hora de { $class }, o muy cerca.
event-day-done = { $seats ->
        [0] Tiene
        [one] Tiene { $seats } cupo
       *[other] Tiene { $seats } cupos
    }{ $waiting ->
        [0] { "" }
        [one] , y { $waiting } lugar en la lista de espera
       *[other] , y { $waiting } lugares en la lista de espera
    }
event-not-yet = Aún no hay nada reservado. Su elección se conserva abajo.
event-again = Ya tiene todo su contenido, así que no suma horas. Puede elegirla y volver a venir.
event-slot-taken = Tiene una clase a esta hora. Para cambiarla, abra su cupo.
event-day-mailed = Le enviamos los detalles por correo. Cada clase de abajo dice cuál es su situación.
events-title = Eventos y formaciones
events-lead = Hay clases en conferencias y, todo el año, en cada región, en los sindicatos locales y en línea.
events-none = Ahora mismo no hay ningún evento previsto.
events-other-days = Otros días
events-none-outside = Ahora mismo no hay otras clases previstas.
events-count = { $count ->
        [one] { $count } clase
       *[other] { $count } clases
    }
venue-address = Dirección
venue-region = Región
venue-access = Acceso
venue-parking = Estacionamiento
venue-transit = Transporte público
venue-classes = Clases en esta sede
venue-no-classes = Ahora mismo no hay clases previstas aquí.

topic-for = Pensada para
topic-dates = Fechas
topic-no-dates = Todavía no hay fecha. Escriba a { $email } y díganos que la quiere.
topic-all-dates = Todas las fechas de esta clase
filter-level = Cuánta experiencia
filter-all-levels = Cualquiera
level-any = Para todas las personas
level-beginner = Buena para empezar
level-experienced = Para quien ya ha negociado

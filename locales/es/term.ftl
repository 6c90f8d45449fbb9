# Building a term.
choose-none = Ninguno
value-beginner = Buena para empezar
value-experienced = Para quien ya ha negociado
value-none = No
value-none-level = Para todas las personas
value-yes = Sí
value-no = No
value-in-person = En persona
value-online = En línea
import-rooms = Salas
import-slots = Horarios de eventos
catalogue-title = Armar un período
catalogue-lead = Primero cursos, lugares y eventos; después las clases. Una clase es borrador hasta que su lista está completa.
catalogue-change = Cambiar
catalogue-edit = Cambiar { $name }
catalogue-courses = Cursos
catalogue-venues = Lugares
catalogue-rooms = Salas
catalogue-events = Eventos
catalogue-slots = Horarios de eventos
catalogue-locals = Locales
catalogue-new-courses = Agregar un curso
catalogue-new-venues = Agregar un lugar
catalogue-new-rooms = Agregar una sala
catalogue-new-events = Agregar un evento
catalogue-new-slots = Agregar un horario
catalogue-new-locals = Agregar un local
col-key = Nombre corto
col-code = Código
col-name = Nombre
col-title = Título
col-minutes = Minutos
col-about = De qué trata
col-audience = Para quién
col-level = Cuánta experiencia
col-tags = Partes en que puede contar
col-topics = Temas
col-units = Unidades del programa
col-class = Cuenta como el mismo curso que
col-part = Mitad de un par
col-listed = En la lista de temas
col-kind = Tipo
col-region = Región
col-address = Dirección
col-access = Acceso
col-parking = Estacionamiento
col-transit = Autobús y tren
col-latitude = Latitud
col-longitude = Longitud
col-venue = Lugar
col-seats = Lugares
col-event = Evento
col-starts = Empieza
col-ends = Termina
col-course = Curso
col-subtitle = Qué distingue esta clase
col-sessions = Sesiones
col-excluded = Minutos de descanso
col-capacity = Lugares
col-room = Sala
col-mode = Cómo se da
col-min = Mínimo de personas
col-closes_hours = Cierra la inscripción, horas antes
col-cancel_hours = Se puede devolver el lugar, horas antes
col-only_local = Solo para un local
col-elsewhere = La inscripción es en otro sitio
col-trainers = Instructores, como se leen
col-trainer_emails = Direcciones de los instructores
col-stage = Estado
col-notice = Aviso
col-sites = Más sedes
col-opens = Abre la inscripción
col-only_work = Solo para algunos trabajos
col-members_only = Solo con afiliación confirmada
col-local_until = Abierta a todos desde
col-substitutes = Puede venir un colega en su lugar
col-hold_hours = Horas para responder a una oferta
col-decide_days = Se decide tantos días antes
hint-key = Minúsculas, cifras y guiones. No cambia.
hint-tags = Palabras con las que las reglas del programa la conocen, como specialized democratized
hint-units = Nombre, minutos, temas y partes, como F1:90:strategies process:foundations; F2:90:leverage roles:foundations
hint-sessions = Una por línea, como 2026-10-03 09:00-12:00
hint-excluded = De cada sesión, como 0; 15
hint-trainer_emails = Separadas con espacios. A cada persona se le pregunta por carta, y ve la lista. Una dirección que nadie tiene aún necesita un nombre arriba: su carta le deja entrar.
hint-elsewhere = Una dirección que empieza con https://
hint-sites = Sede y sala por sus nombres cortos, como quincy-hq/Room 2: 20; online: 40
hint-opens = Como 2026-12-01 08:00. Vacío: de inmediato.
hint-only_work = Uno o más de teacher, esp, higher-ed, retired, other
hint-latitude = Como 42.207, para las distancias
hint-events-starts = Como 2027-01-22
hint-events-ends = Como 2027-01-23
hint-slots-starts = Como 2027-01-23 09:00
hint-slots-ends = Como 2027-01-23 10:30
hint-access = Escalones, ascensor, baño, bucle auditivo, sala tranquila
timetable-title = Horario
timetable-lead = Una semana, sala por sala, con cada choque.
timetable-week = Semana del
timetable-of = Semana del { $day }
timetable-before = Semana anterior
timetable-next = Semana siguiente
timetable-no-clash = Nada choca.
timetable-clashes = { $count ->
    [one] 1 choque
   *[other] { $count } choques
  }
timetable-clash = choca
timetable-empty = No hay clases esta semana.
timetable-room = Sala
timetable-classes = Clases
timetable-add = Agregar una clase aquí
clash-room = { $one } y { $other } están a la vez en { $room }.
clash-trainer = { $name } enseña { $one } y { $other } a la vez.
clash-audience = { $one } y { $other } son a la vez para { $group }.
clash-travel = { $name } tiene { $minutes } minutos entre { $one } y { $other }, que están a { $miles } millas.
drafts-title = Borradores
drafts-lead = Qué falta antes de publicar cada clase.
drafts-none = No hay borradores.
drafts-ready = Está todo.
drafts-open = { $count ->
    [one] Falta 1 cosa
   *[other] Faltan { $count } cosas
  }
drafts-unusual = { $count ->
    [one] 1 cosa por confirmar
   *[other] { $count } cosas por confirmar
  }
drafts-publish-ready = { $count ->
    [one] Publicar la que está lista
   *[other] Publicar las { $count } que están listas
  }
drafts-published = { $count ->
    [0] Ninguna estaba lista.
    [one] Se publicó 1 clase.
   *[other] Se publicaron { $count } clases.
  }
stage-draft = Borrador
stage-published = Publicada
stage-closed = Inscripción cerrada
stage-held = Dada
stage-credited = Horas acreditadas
stage-cancelled = Cancelada
class-new = Agregar una clase
class-new-lead = Una clase, como borrador.
class-edit = Cambiar esta clase
class-manage = Lugares, cambios, cancelar
class-public = Como la ven los miembros
class-state = Estado
class-publish = Publicar
class-unpublish = Volver a borrador
class-said-saved = Guardado. Abajo está lo que falta.
class-said-published = Publicada. Los miembros ya la ven.
class-group-what = Qué y cuándo
class-group-where = Dónde
class-group-who = Quién
class-group-more = Inscripción, sedes y más
class-band = Las horas difieren del curso
class-band-text = Entonces la clase acredita estas horas y no las del curso. Marque la casilla sobre el formulario si es así.
class-band-confirm = Son estas horas
class-doubt = Mire esto primero
class-doubt-text = Marque la casilla de encima del formulario si la clase debe ser así.
class-doubt-confirm = Debe ser así
check-open = Por hacer antes de publicar
check-unusual = Fuera de lo común
check-all = La lista está completa.
check-meant = Miré lo que es fuera de lo común, y es así
check-empty = { $field } está vacío.
check-no-seats = No hay lugares.
check-course-about = El curso no dice de qué trata.
check-course-audience = El curso no dice para quién es.
check-venue-address = El lugar no tiene dirección.
check-venue-access = El lugar no dice nada del acceso.
check-placeholder = { $field } dice "{ $text }", que está en lugar de algo por venir.
check-placeholder-text = "{ $text }" está en lugar de algo por venir.
check-begun = Empieza en el pasado.
check-band = Acredita { $credited }, y el curso tiene { $nominal }.
check-room-seats = Tiene { $seats } lugares en una sala para { $room }.
error-check-open = Todavía falta algo. Está abajo
error-check-meant = Marque que lo que es fuera de lo común es así
copy-title = Copiar un período
copy-lead = Todas las clases de un tiempo, con sus eventos, como borradores unas semanas después. Los días y las horas se quedan.
copy-from = Desde
copy-to = Hasta
copy-first = Primer día del nuevo período
copy-first-hint = Se mueve por semanas enteras a la más cercana.
copy-look = Mirarlo
copy-check = { $count ->
    [one] 1 clase, { $weeks } semanas después.
   *[other] { $count } clases, { $weeks } semanas después.
  }
copy-was = Era
copy-keep = { $count ->
    [one] Crear 1 borrador
   *[other] Crear { $count } borradores
  }
error-copy-to = Escriba un día después del primero
error-copy-first = Escriba un día al menos una semana después del primero del período anterior
error-copy-none = No hay clases en ese tiempo
fact-class = Clase
requests-title = Clases que pidieron los locales
requests-lead = Pida una clase propia para { $name }. La oficina la mira, y aquí sigue usted qué pasa con ella.
requests-staff-lead = Desde el pedido hasta la clase dada.
requests-none = Todavía no se pidió nada.
request-new = Pedir una clase
request-course = Curso
request-dates = Días que les convienen
request-dates-hint = Por ejemplo: martes de marzo después de las 4 pm
request-people = Cuántas personas
request-place = Dónde
request-note = Qué más debemos saber
request-send = Pedir
request-sent = Enviado. La oficina lo mira.
request-line = { $people } personas, { $dates }, { $place }
request-class = La clase
request-answer = Respuesta al local
request-link = La clase que se hizo
request-link-hint = Su dirección o clave
request-make = Hacer una clase de esto
request-decline = No aceptar
request-state-asked = Pedida
request-state-looked-at = Mirada
request-state-planned = En preparación
request-state-scheduled = Con fecha
request-state-held = Dada
request-state-cancelled = Cancelada
request-state-declined = No aceptada
error-request-people = Escriba un número de 1 a 500
error-request-text = Escriba 300 caracteres o menos
error-request-note = Escriba 2,000 caracteres o menos
error-request-course = Elija un curso
error-request-answer = Escriba una respuesta de 2,000 caracteres o menos
error-request-class = No hay clase con esta dirección
todo-drafts = { $count ->
    [one] 1 borrador por publicar
   *[other] { $count } borradores por publicar
  }
todo-requests = { $count ->
    [one] 1 local pide una clase
   *[other] { $count } locales piden una clase
  }
todo-duplicates = Registros que pueden ser una sola persona
error-class-changed = Alguien cambió esta clase desde que usted abrió el formulario. Mire lo guardado y guarde otra vez si quiere lo suyo
error-row-changed = Alguien guardó esto desde que usted abrió el formulario. Abajo está lo que guardó; guarde otra vez si quiere lo suyo
row-changed-stored = Lo guardado ahora, donde difiere de lo suyo
row-changed-empty = nada
slot-class = Añadir una clase aquí
class-save-title = ¿Guardar la clase?
class-save-lead = Al guardar, estas personas reciben aviso.
class-save-button = Guardar y avisarles
error-request-dates = Diga cuándo podría ser
error-request-place = Diga dónde podría ser
error-name-taken = Ya hay uno con este nombre. Cámbielo en la lista o elija otro nombre.
course-counts = Este curso cuenta para { $parts }: { $hours }.
course-counts-for = Cuenta para
course-topics = Temas
course-units = Hecho de estas unidades
course-units-hint = Un curso hecho de unidades de otro cuenta una sola vez con él. Deje todo sin marcar para un taller propio.
course-other = No está en la lista
course-look = Ver para qué cuenta
course-meant = No cuenta para nada, y así debe ser
error-course-nothing = Este curso no cuenta para ninguna parte del certificado. Elija una parte, o marque la casilla del final si así debe ser
hint-venues-kind = Por ejemplo office, campus o conference hotel; «virtual» para un lugar en línea.
col-chapters = Capítulos
hint-chapters = Si el local tiene capítulos: sus nombres, separados por punto y coma
check-fewest = Se da con { $fewest } personas o más, y tiene { $seats } cupos.

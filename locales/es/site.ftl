# El marco de todas las páginas.
site-description = Formación sindical gratuita en negociación, con clases que usted elige. Vea las clases, apúntese y siga sus horas.
skip-link = Ir al contenido
menu-main = Menú principal
menu-classes = Clases
menu-requirements = Requisitos
menu-events = Eventos
menu-me = Mi progreso
menu-teach = Clases que doy
menu-staff = Oficina
footer-nav = Más páginas
footer-about = Sobre el programa
footer-teams = Traiga a su equipo
footer-questions = Preguntas y respuestas
footer-contact = Contáctenos
footer-verify = Comprobar un certificado
footer-opportunities = Becas y premios
footer-accessibility = Accesibilidad
footer-privacy = Privacidad
footer-cookie = Usamos una sola cookie, al iniciar sesión, para mantenerla abierta. No hay rastreadores.
sign-out = Cerrar sesión
sample-note = Estos son datos de ejemplo. Ninguna persona, clase o certificado de aquí es real.
save = Guardar
continue = Continuar
go-back = Volver
home-page = Página de inicio

# Formularios.
form-problem = Revise estas respuestas
form-error-mark = Error:

# Fechas, horas y listas.
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
weekday-short-1 = lun
weekday-short-2 = mar
weekday-short-3 = mié
weekday-short-4 = jue
weekday-short-5 = vie
weekday-short-6 = sáb
weekday-short-7 = dom
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
month-short-1 = ene
month-short-2 = feb
month-short-3 = mar
month-short-4 = abr
month-short-5 = may
month-short-6 = jun
month-short-7 = jul
month-short-8 = ago
month-short-9 = sep
month-short-10 = oct
month-short-11 = nov
month-short-12 = dic
date-long = { $weekday } { $day } de { $month }
date-full = { $weekday } { $day } de { $month } de { $year }
date-plain = { $day } de { $month } de { $year }
date-short = { $weekday } { $day } { $month }
day-range = Del { $from } al { $to }
month-of-year = { $month } de { $year }
time-range = { $from } a { $to }
zone-name = hora del Este
hours = { $count ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }
list-end = { $start } y { $last }

# Cuando no hay una respuesta normal.
not-found-title = Aquí no hay ninguna página
not-found-text = Puede que la dirección esté mal escrita o que la página pida otra sesión.
busy-title = Ahora mismo hay mucha gente
busy-text = Muchas personas están aquí a la vez. Vuelva a intentarlo en un minuto.
away-title = Volvemos en un momento
away-text = En este momento no podemos llegar a nuestros registros.
again-by-itself = Esta página lo intenta otra vez por sí sola cada pocos segundos.
again-now = Intentar ahora
again-not-saved = Lo que envió todavía no está guardado.
again-unsure = No podemos decir si lo que envió quedó guardado. Mire si está antes de enviarlo otra vez.
again-kept = Queda en esta página hasta que lo envíe otra vez o la deje.
again-file = Venía con un archivo. Vuelva atrás, elija el archivo de nuevo y envíe el formulario otra vez.
again-send = Enviarlo otra vez
fault-title = Algo falló de nuestro lado
fault-text = No es culpa suya, y lo que ya guardamos está a salvo. Inténtelo otra vez. Si sigue igual, escriba a { $email } y dé el número { $reference }.

# La página de inicio.
action-enroll = Inscribirse
action-classes = Apuntarse a clases
action-download = Descargar la oferta de clases
home-parts = Lo que se toma
home-requirements = Ver todos los requisitos
home-start = ¿Empieza ahora? Tres primeros pasos
home-start-enroll = Inscríbase. Toma cerca de un minuto.
home-start-class = { $part }: { $when }, { $place }
home-start-none = { $part }: habrá nuevas fechas, vea todas las clases
home-seasoned = ¿No es su primer año en esto? Lo que tomó antes puede contar, y puede empezar con cualquier clase.
home-seasoned-link = Cómo cuentan las clases anteriores
home-about = Más sobre el programa
home-next = Próximas clases
home-no-classes = Ahora mismo no hay clases abiertas. Las nuevas fechas aparecen aquí.
home-questions = ¿Tiene una pregunta? Escríbanos:

# Requisitos.
needs-classes = { $count ->
        [one] { $part }: { $count } clase de unas { $hours }.
       *[other] { $part }: { $count } clases distintas de unas { $hours } cada una.
    }
needs-courses = { $count ->
        [one] { $part }: { $count } curso.
       *[other] { $part }: { $count } cursos distintos.
    }
needs-nothing = { $part }: nada por sí solo; suma al total.
needs-hours = { $part }: { $hours }.
needs-total = En total: { $hours }.
requirements-title = Requisitos
requirements-parts = { $parts } partes.
requirements-total = { $hours } de clases, en { $parts } partes.
requirements-topics = Temas de esta parte
requirements-classes = Ver clases de { $part }
requirements-credit = Cómo cuentan sus horas
requirements-edition = Estas son las reglas de la edición { $edition }. Si cambian después, usted termina con las reglas de su inscripción.
size-classes = { $count ->
        [one] { $count } clase de unas { $hours }
       *[other] { $count } clases distintas de unas { $hours } cada una
    }
size-courses = { $count ->
        [one] { $count } curso
       *[other] { $count } cursos distintos
    }
size-nothing = Nada por sí solo; suma al total
size-hours = { $hours } de clase
topics-shown = No necesita todos los temas. Su página muestra cuáles ya vio.
topics-all = Necesita ver cada tema al menos una vez.
topics-some = { $count ->
        [one] Necesita ver al menos { $count } de estos temas.
       *[other] Necesita ver al menos { $count } de estos temas.
    }
elective-from = Una clase cuenta aquí cuando le da al menos { $hours }.
elective-list = Clases entre las que puede elegir
elective-more = Más clases que cuentan
elective-open = La lista está abierta. La oficina puede agregar clases.
elective-combine = Dos mitades de la misma clase se suman y cuentan como una.
rule-repeat = Una clase que toma dos veces cuenta una vez.
rule-dual = Algunas clases caben en dos partes: { $classes }. Cada una cuenta en una sola parte, donde más le ayuda.
rule-attendance = Recibe todas las horas si pierde como máximo 15 minutos o la décima parte de una sesión.
rule-partial = Si pierde más, la oficina lo revisa y decide cuántas horas cuentan.
rule-any-order = Puede tomar las clases en cualquier orden.
rule-no-expiry = Sus horas no vencen.
rule-expiry = { $months ->
        [one] Las horas cuentan durante { $months } mes después de la clase.
       *[other] Las horas cuentan durante { $months } meses después de la clase.
    }
rule-past = Las clases que tomó antes de inscribirse también cuentan, si están en nuestros registros.

no-programme-title = Aún no hay nada publicado
no-programme-text = Este sitio todavía no tiene programa. Se está preparando, y entonces aparecen las páginas.
span-days = { $count ->
    [one] un día
   *[other] { $count } días
  }
span-years = { $count ->
    [one] un año
   *[other] { $count } años
  }
said-twice-title = Esto dice lo mismo dos veces
said-twice-text = La dirección o el formulario da dos respuestas a una pregunta y no adivinamos cuál vale. No cambió nada.
said-twice-way = Empezar de nuevo

# Becas, oportunidades y premios.
opportunities-title = Becas, oportunidades y premios
opportunities-none = Ahora mismo no hay nada abierto.
opportunities-more = ¿Conoce algo que deba estar aquí? Escriba a
opportunities-open = Ahora en la página
opportunities-ended = Fuera de la página
opportunities-intro = Las palabras sobre la lista
opportunity-grant = Beca
opportunity-opportunity = Oportunidad
opportunity-award = Premio
opportunity-ours = De nosotros: { $giver }
opportunity-of = De { $giver }
opportunity-for = Para:
opportunity-until = Hasta el { $day }
opportunity-link = Leer más o solicitar
opportunity-new = Añadir una entrada
opportunity-now = Como la muestra la página
opportunity-off = Está fuera de la página. Si la guarda, vuelve a estar hasta su último día.
error-opportunity-meanwhile = Otra persona guardó esta entrada mientras tanto: se muestra abajo. Si guarda ahora, vale la de usted
error-ends-before = Este día ya pasó. Escriba uno que venga, o déjelo vacío
opportunity-remove = Quitarla de la página
opportunity-saved = La entrada está guardada.
opportunity-removed = La entrada ya no está en la página.
opportunity-field-kind = ¿Qué es?
opportunity-field-title = Título
opportunity-field-giver = Quién la da (vacío para nosotros, el sindicato, si marca la casilla)
opportunity-field-ours = Somos nosotros, el sindicato
opportunity-field-for-whom = Para quién
opportunity-field-about = Qué es, y cómo conseguirla
opportunity-field-link = Enlace (puede dejarlo vacío)
opportunity-field-ends-on = Último día (puede dejarlo vacío)
opportunity-field-language = Idioma de la entrada
opportunity-link-hint = Empieza con https:// o mailto:, o es una página de este sitio, como /classes
opportunity-ends-hint = Al día siguiente sale de la página sola.
error-link = Escriba una dirección que empiece con https://, mailto: o /, o déjela vacía
error-ends-on = Escriba un día, como 2027-03-31, o déjelo vacío
error-opportunity-kind = Elija qué es

# Preguntas.
contact-ask = Pregúntenos
contact-name = Su nombre
contact-email = Su correo electrónico
contact-body = Su pregunta
contact-copy = La respuesta llega por correo, y usted recibe una copia de su pregunta.
contact-no-copy = La respuesta llega por correo.
contact-send = Enviar
contact-sent = Tenemos su pregunta. Una persona le responde por correo.
error-contact-name = Escriba su nombre
error-contact-email = Escriba un correo, como nombre@example.org
error-contact-body = Escriba su pregunta en { $count } caracteres o menos
questions-title = Preguntas
questions-none = Ninguna pregunta espera respuesta.
questions-answered = Respondidas
question-answer = Responder a { $email }
question-done = Está respondida
question-not-done = Aún no está respondida

## Help

help-title = Ayuda
help-lead = Un manual breve para cada persona que usa este sitio. ¿Le queda una pregunta? Escriba a { $email }.
help-sections = En esta página
glossary-title = Palabras que usamos
glossary-lead = Una palabra para cada cosa: qué significa aquí cada una
help-more = ¿No está aquí la respuesta? Escriba a { $email }.
help-with-this = Ayuda con esta página
requirements-own = Usted está en la edición { $own }: estas son sus reglas. Quien se inscribe ahora está en la edición { $newest }.
too-large-title = Es demasiado grande para enviarlo
too-large-text = Un formulario puede tener 64 kB y un archivo 4 MB. No se guardó nada.
too-large-back = Con el botón Atrás del navegador vuelve a lo que escribió: elija allí un archivo más pequeño, o escriba menos.
too-large-anew = Empezar de nuevo

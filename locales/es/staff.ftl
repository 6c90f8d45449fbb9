# La oficina.
staff-title = Oficina
staff-work = Ir a
staff-attendance = Asistencia
staff-certificates = Certificados
staff-import = Importar
staff-pages = Textos de las páginas
staff-class = Cambiar o cancelar esta clase
todo-title = Esto le espera
todo-none = Nada le espera ahora.
todo-approve = { $count ->
        [one] Aprobar la asistencia de { $count } clase
       *[other] Aprobar la asistencia de { $count } clases
    }
todo-due = { $count ->
        [one] Conseguir la asistencia de { $count } clase que terminó
       *[other] Conseguir la asistencia de { $count } clases que terminaron
    }
todo-award = { $count ->
        [one] { $count } persona está lista para su certificado
       *[other] { $count } personas están listas para su certificado
    }
count-enrolled = personas inscritas
count-seats = cupos ocupados en clases por venir
count-awards = certificados emitidos
count-membership = membresías por confirmar
count-mail = correos que no pudimos entregar

# Asistencia.
attendance-none = Ninguna clase espera su asistencia.
attendance-credited = Horas ya dadas
sheet-caption = La asistencia y las horas que da
sheet-person = Persona
sheet-credit = Horas
sheet-edit = Cambiar las marcas
sheet-open-title = Quien da la clase todavía no termina
sheet-open-text = Usted puede terminar la lista en “Cambiar las marcas”.
sheet-closed-title = Lista para que usted la apruebe
sheet-closed-text = Vea quién vino y decida sobre quienes perdieron una parte. Después apruebe.
sheet-approved-text = Las horas están en el registro de cada persona. Si cambia una marca, apruebe otra vez.
standing-full = Presente
standing-absent = Ausente
standing-partial = Presente { $minutes } min, por decidir
standing-minutes = Presente { $minutes } min
approve-button = Aprobar y dar las horas
approve-again = Aprobar los cambios
approve-done = Aprobada. Quienes ganaron horas reciben un correo.
decide-title = Decidir sobre { $name }, sesión { $number }
decide-legend = ¿Qué cuenta de esta sesión?
decide-reason = ¿Por qué?
decide-done = Su decisión está guardada.
decision-full = Toda
decision-prorate = El tiempo que estuvo presente
decision-none = Nada
error-decision = Elija qué cuenta
error-reason = Escriba un motivo en 500 caracteres o menos

# Certificados.
award-lead = Estas personas cumplen todos los requisitos. Elija quién recibe ahora el certificado.
award-none = Nadie espera un certificado.
award-why = { $hours }, todas las partes completas el { $day }
award-membership = La membresía aún no está confirmada
award-check = Revisar mi selección
award-check-title = { $count ->
        [one] ¿Emitir { $count } certificado?
       *[other] ¿Emitir { $count } certificados?
    }
award-check-text = Cada persona recibe un correo con el certificado. Quien tenga el número puede comprobarlo.
award-gone = { $count ->
        [one] { $count } persona ya no está lista y queda fuera.
       *[other] { $count } personas ya no están listas y quedan fuera.
    }
award-button = { $count ->
        [one] Emitir { $count } certificado
       *[other] Emitir { $count } certificados
    }
award-done = { $count ->
        [0] No se emitió ningún certificado.
        [one] Se emitió { $count } certificado.
       *[other] Se emitieron { $count } certificados.
    }
award-left = { $count ->
        [one] { $count } persona ya no estaba lista y no recibió certificado.
       *[other] { $count } personas ya no estaban listas y no recibieron certificado.
    }

# Una clase.
seats-of = { $taken } de { $capacity } ocupados, { $waiting } en espera
move-title = Mover esta clase
move-starts = Nuevo comienzo
move-starts-hint = Fecha y hora de 24 horas, como 2027-01-23 09:00. Todas las sesiones se mueven juntas.
move-online = Darla en línea
move-notice = ¿Qué conviene que sepa la gente?
move-button = { $count ->
        [0] Mover la clase
        [one] Mover la clase y avisar a { $count } persona
       *[other] Mover la clase y avisar a { $count } personas
    }
move-done = La clase está movida, y todas las personas de su lista reciben un correo.
call-off-title = Cancelar esta clase
call-off-reason = ¿Por qué se cancela? La gente lo lee.
call-off-button = { $count ->
        [0] Cancelar la clase
        [one] Cancelar la clase y avisar a { $count } persona
       *[other] Cancelar la clase y avisar a { $count } personas
    }
call-off-done = La clase está cancelada, y todas las personas de su lista reciben un correo.
error-starts = Escriba una fecha y hora futuras, como 2027-01-23 09:00
error-notice = Escriba lo que conviene que sepa la gente, en 500 caracteres o menos

# Importar.
import-lead = Pegue filas de un archivo CSV. Usted ve qué cambia antes de guardar nada.
import-kind = ¿Qué son las filas?
import-locals = Locales
import-courses = Cursos
import-venues = Sedes
import-events = Eventos
import-offerings = Clases con fecha
import-text = Filas
import-text-hint = La primera fila da nombre a las columnas.
import-preview = Mostrar qué cambia
import-check-title = Revise antes de importar
import-check-text = Todavía no se guarda nada.
import-counts = { $new } nuevas, { $changed } cambiadas, { $same } iguales
import-problems = { $count ->
        [one] { $count } problema por corregir. No se guarda nada.
       *[other] { $count } problemas por corregir. No se guarda nada.
    }
import-run = Importar
import-done = Las filas están importadas.
error-import-empty = Pegue aquí las filas

# Textos de las páginas.
page-about = Sobre el programa
page-teams = Traiga a su equipo
page-faq = Preguntas y respuestas
page-opportunities = Becas y premios
page-contact = Contacto
page-privacy = Privacidad
page-help-member = Para miembros
page-help-signing-in = Iniciar sesión
page-help-trainer = Para quienes imparten clases
page-help-president = Para presidencias
page-help-host = Para sedes
page-help-coordinator = Para coordinación
page-help-registrar = Para el registro
page-help-administrator = Para administración
page-accessibility = Accesibilidad
text-title = Título
text-body = Texto
text-body-hint = Puede escribir en Markdown. { "{" }email{ "}" }, { "{" }phone{ "}" } y { "{" }office{ "}" } se llenan por usted.
texts-lead = Cada texto tiene su propio idioma. Lo que decía antes se conserva, y puede recuperarlo.
texts-programme = El programa
texts-words = Título, promesa, partes y temas
texts-words-lead = Estas palabras están en la página de inicio, en el encabezado y el pie, en los correos y en las listas. No son las reglas: nadie pasa a una edición posterior cuando cambian. Valen enseguida.
texts-pages = Páginas
texts-letters = Cartas
letter-welcome = La bienvenida, después de inscribirse
letter-subject = Asunto
letter-hint = Se llenan para cada lector, en cualquier lugar: { $holes }. Solos en una línea: { $blocks }. Una línea que empieza con “## ” es un encabezado, una que empieza con “- ” es un punto, y [palabras](/dirección) solo en una línea, o después de “- ”, es un enlace.
error-letter-lacks = El texto necesita { $hole } solo en una línea: sin eso nadie se entera de los cupos que tomó al inscribirse
error-saved-meanwhile = Otra persona guardó este texto mientras tanto. Mire el suyo en “Lo que decía antes”. Si guarda ahora, vale el de usted
error-letter-hole = “{ $hole }” no se puede usar aquí
texts-see = Ver cómo queda
texts-look-title = Aún no se ha guardado nada.
texts-look = Así quedaría.
texts-edit-on = Seguir escribiendo
texts-before = Lo que decía antes
texts-in-force = ahora
texts-shipped = Lo que vino con el programa
texts-earlier = Este es un texto anterior. Si lo guarda, vuelve a valer.
words-site = Título del programa
words-union = De quién es el programa: el nombre del sindicato
words-about = Quiénes son, en una o dos frases, para el pie de cada página
words-headline = La promesa, primera mitad
words-headline-marked = La promesa, segunda mitad (se subraya)
words-lead = Qué es, en dos frases
words-who-title = Encabezado: para quién es
words-who = Para quién es
words-class-title = Encabezado: cómo son las clases
words-class = Cómo son las clases
words-how-title = Encabezado: cómo funciona
words-how = Cómo funciona
words-how-hint = Un paso en cada línea.
words-part = Título de { $part }
words-part-summary = { $part }, en una o dos frases
words-topics = Temas
words-topic = { $topic }
error-words = { $field }: escriba un texto de { $count } caracteres o menos
error-steps = Escriba como máximo { $count } pasos
text-see = Ver la página
error-title = Escriba un título de 200 caracteres o menos
error-body = Escriba un texto de 20,000 caracteres o menos

membership-look = Ver y confirmar
membership-title = Confirmar una membresía
membership-text = El archivo de miembros no nombra a esta persona. Si usted sabe que es miembro, diga cómo lo sabe y confirme.
membership-confirm = Confirmar la membresía
standing-overlap = También en otra clase a esa hora
import-warnings = { $count ->
    [one] 1 clase es más corta o más larga que su curso. Mire cuánto acredita.
   *[other] { $count } clases son más cortas o más largas que su curso. Mire cuánto acreditan.
}
member-email = Correo
member-local = Local sindical
member-work = Trabajo
times-link = horas
times-title = Cuándo estuvo { $name } en la sesión { $number }
times-label = Minutos desde el inicio de la sesión
times-hint = Desde y hasta, como 0-60, 62-120. La sesión dura { $length } minutos. Vacío: cuenta lo que dice la lista.
error-times = Escriba desde y hasta en minutos entre 0 y { $length }, como 0-60, 62-120
decision-make-up = Nada: el mismo contenido en otra clase lo recupera

# Lotes y un certificado.
award-find = Buscar un certificado
award-find-button = Buscar
award-note-unknown = Ningún certificado tiene este número. Compárelo con el papel, signo por signo.
award-note-nobody = Elija al menos una persona.
award-unprintable = No tenemos tipos para: { $signs }
award-taken-back = Se retiró un certificado el { $day }
award-new = { $count ->
        [one] { $count } persona quedó lista desde que abrió la página.
       *[other] { $count } personas quedaron listas desde que abrió la página.
    }
award-new-see = Ver la lista otra vez
award-progress = { $done } de { $all } hechos
award-progress-text = Puede dejar esta página: el trabajo sigue, también después de reiniciar.
award-progress-look = Mirar otra vez
award-state = Estado
award-state-issued = Válido
award-state-replaced = Reemplazado
award-state-revoked = Retirado
award-not-signed = sin firmar todavía
award-reissue-title = Hacer una copia nueva
award-reissue-text = El número es el mismo, la copia anterior ya no vale y el miembro recibe la nueva por correo. Nada público menciona el nombre anterior.
award-reissue-button = Hacer una copia nueva
award-said-reissued = La copia nueva está hecha y el correo va en camino.
award-said-asked = Ahora debe estar de acuerdo una segunda persona.
award-said-before = Nada cambió: ya se pidió, el certificado ya no es válido, o es el suyo y decide otra persona de la oficina.
revoke-title = Retirarlo
revoke-text = Deciden dos personas. No se puede deshacer: un error se corrige con un certificado nuevo.
revoke-category = ¿Qué pasó?
revoke-mistake = Se emitió por error
revoke-record = El registro fue corregido
revoke-fraud = Se obtuvo con engaño
revoke-other = Otra cosa
revoke-reason = El motivo
revoke-reason-hint = El miembro lo lee. El público solo ve el día.
revoke-button = Pedirlo a una segunda persona
revocation-line = { $day }: { $category }. { $reason }
revocation-waits = Espera a una segunda persona
revocation-agreed = De acuerdo.
revocation-declined = No hubo acuerdo.
revocation-own = Decide otra persona de la oficina.
revocation-yes = Retirarlo
revocation-no = Dejarlo vigente
revocation-said-done = El certificado está retirado y el miembro recibe aviso.
revocation-said-kept = El certificado sigue vigente.
revocation-said-same = Nadie decide sobre lo que pidió ni sobre su propio certificado: pídalo a otra persona de la oficina.
revocation-said-before = Eso ya se decidió.
revocation-said-answered = Su respuesta va en camino.
revocations-none = Aquí no espera nada.
appeal-of-member = La respuesta del miembro
appeal-answer-hint = El miembro la recibe por correo. Si el certificado debe valer, emita uno nuevo.
appeal-answer-button = Enviar
error-revoke-category = Elija qué pasó
staff-revocations = Retiros
staff-names = Nombres por revisar
names-none = Nadie pide otro nombre.
names-now = Impreso ahora
names-wanted = Pedido
names-asked = Pedido el
names-answer = ¿Por qué no?
names-answer-hint = Solo si dice que no. El miembro lo recibe por correo.
names-yes = Usar este nombre
names-no = Mantener el nombre
names-said-yes = El certificado nuevo está hecho y el correo va en camino.
names-said-no = El miembro recibe su respuesta por correo.
names-said-self = Nadie decide sobre su propio nombre: pídalo a otra persona de la oficina.
names-said-before = Eso ya se decidió, o el certificado ya no es válido.
error-names-answer = Diga por qué, en 500 caracteres o menos
todo-names = { $count ->
        [one] { $count } miembro pide otro nombre en el certificado
       *[other] { $count } miembros piden otro nombre en el certificado
    }
todo-revocations = { $count ->
        [one] { $count } certificado por retirar, o una respuesta, espera
       *[other] { $count } certificados por retirar, o respuestas, esperan
    }
approve-own = Sus propias horas no están entre ellas: las aprueba otra persona, con el mismo botón.
award-note-own = Nadie emite su propio certificado: pídalo a otra persona de la oficina.
mail-title = Correo que sale
mail-due = Cartas que esperan
mail-oldest = La más antigua espera desde
mail-given-up = Abandonadas tras cinco días
mail-again = Seguir ahora y enviar de nuevo lo abandonado
mail-again-done = Las cartas vuelven a salir, también las abandonadas.
mail-well = Las cartas salen.
mail-paused-title = El servidor de correo no acepta cartas en este momento
mail-refuses-title = El servidor de correo dice de todo el mundo que no existe la dirección
mail-paused-text = El envío está en pausa desde el { $since } y prueba una carta de nuevo el { $until }. Sigue por sí solo cuando el servidor funciona; no se pierde ninguna carta.
mail-refuses-text = No se marca a nadie por ello. Pregunte a quien lleva el servidor y siga cuando esté arreglado.
mail-bounced-title = Direcciones que no reciben correo
mail-bounced-text = No va nada más allí hasta que confirmen de nuevo una dirección. Corríjala en su página.
todo-mail = Las cartas no salen: el servidor de correo falla

# Antes de un acto que escribe a varias personas.
telling-nobody = Nadie recibe un correo por esto.
telling-who = A quién se avisa
telling-mail = Correo «{ $what }»: { $count ->
        [one] { $count } persona
       *[other] { $count } personas
    }
telling-unreached = Sin aviso por correo, porque la dirección no está confirmada o no funciona: { $count ->
        [one] { $count } persona
       *[other] { $count } personas
    }
telling-trainers = Los instructores y las sedes que no están en esta lista no reciben ningún correo: avíseles usted.
telling-not = No, dejar todo como está
telling-again = Volver al formulario
call-off-check = ¿Cancelar { $class }?
call-off-lead = La clase no se da, y nadie conserva su cupo ni su lugar en la lista. Esto no se puede deshacer. Se les dirá: «{ $reason }»
call-off-agree = Cancelar la clase
move-check = ¿Mover { $class }?
move-lead = Nuevo: { $starts }. Cada quien conserva lo que tiene y puede decir que no. Se les dirá: «{ $notice }»
move-agree = Mover la clase
merge-check = ¿Cancelar { $class } y pasar a su gente?
merge-lead = Pasan a { $into }, en el orden en que lo pidieron. Esto no se puede deshacer. Se les dirá: «{ $reason }»
merge-agree = Pasarlos y cancelar la clase
resize-check = { $class }: ¿{ $count ->
        [one] { $count } cupo
       *[other] { $count } cupos
    }?
resize-lead = Quien lo pidió último pierde el cupo y va al principio de la lista de espera.
resize-agree = Quitar estos cupos
resize-more-lead = Los cupos nuevos se ofrecen a quien espera, en el orden de la lista.
resize-more-agree = Agregar estos cupos
undo-seats = Deshacer: otra vez { $count ->
        [one] { $count } cupo
       *[other] { $count } cupos
    }
approve-undecided-title = { $count ->
        [one] { $count } sesión sin decidir
       *[other] { $count } sesiones sin decidir
    }
approve-undecided-text = Estas personas estuvieron una parte del tiempo. Hasta que alguien decida, esa parte no les da horas. Las demás pueden recibir las suyas ahora.
approve-undecided-of = { $count ->
        [one] { $count } sesión
       *[other] { $count } sesiones
    }
approve-decide-first = Decidir primero
approve-decide-later = Dar ahora sus horas a las demás
approve-check-title = ¿Dar las horas?
approve-check-lead = { $class }: lo que está marcado pasa a los registros.
members-warnings = { $count ->
    [one] Una fila tiene algo que mirar.
   *[other] { $count } filas tienen algo que mirar.
    }
todo-questions = { $count ->
        [one] { $count } pregunta espera respuesta
       *[other] { $count } preguntas esperan respuesta
    }
todo-hand-overs = { $count ->
    [one] Un local quiere traspasar
   *[other] { $count } locales quieren traspasar
}
todo-reported = Se señaló una publicación en el tablero de una clase
texts-says = dice { $number }
texts-number = { $count ->
    [0] Ningún texto dice { $number }.
    [one] Un texto dice { $number }: está marcado.
   *[other] { $count } textos dicen { $number }: están marcados.
}

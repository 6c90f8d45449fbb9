# Solicitudes: clases que no están en el registro.
claims-title = Clases que faltan aquí
claims-lead = ¿Tomó una clase antes de que empiecen nuestros registros, o una que dio otra organización? Díganoslo aquí. La oficina la revisa y usted ve la respuesta en esta página.
claims-mine = Lo que nos dijo
claim-new = Cuéntenos de una clase
claim-origin = ¿Dónde fue?
claim-origin-earlier = Una clase de nuestro sindicato, anterior a estos registros
claim-origin-outside = Una clase de otra organización
claim-class = Título de la clase
claim-sponsor = Quién la dio
claim-day = Día en que terminó
claim-hours = Horas
claim-hours-hint = Por ejemplo 3 o 1.5
claim-evidence = ¿Cómo podemos ver que estuvo allí?
claim-evidence-hint = Un certificado, una confirmación, una persona colega que estuvo allí. Puede agregar una foto o un archivo abajo.
claim-send = Enviar a la oficina
claim-sent = Enviado. La oficina lo revisará y le escribirá.
claim-waits = La oficina aún no ha respondido
claim-accepted = Aceptada: cuentan { $hours }
claim-declined = No aceptada
claim-taken-back = Retirada. La oficina ya no la ve.
claim-take-back = Retirarla
error-claim-twice = Usted ya preguntó por esta clase. La respuesta de la oficina está arriba, o falta por llegar
error-claim-origin = Elija dónde fue la clase
error-claim-day = Escriba el día en que terminó la clase, de 1970 a hoy
error-claim-hours = Escriba horas de 0.25 a 24, como 3 o 1.5
error-claim-evidence = Diga cómo podemos verlo, en 2000 caracteres o menos
staff-claims = Solicitudes
claims-none = No hay solicitudes en espera.
claim-answered = La respuesta está guardada y el miembro recibe un correo.
claim-of = Solicitud de { $name }
claim-equals = Equivale a este curso
claim-decline = Rechazar la solicitud
claim-answer = Respuesta al miembro
claim-answer-hint = El miembro lee esto.
claim-answer-send = Guardar la respuesta
error-claim-credit = Escriba las horas que se acreditan, como máximo { $hours }
error-claim-course = Elija un curso del catálogo
error-claim-elective = Las clases de otros cuentan solo como optativas. Elija una optativa o rechace.
error-over-cap = Pasa del límite: quedan { $left } de { $cap } para esta persona. Un administrador del programa puede cambiar el límite en Política de créditos.
mail-claim-subject = Nuestra respuesta sobre { $title }
mail-claim-accepted = Revisamos { $title }: cuentan { $hours } para usted.
mail-claim-declined = Revisamos { $title }. No cuenta para el certificado.

# Decisiones sobre una persona.
decisions-title = Decisiones
decisions-waiting = Decisiones que esperan a una segunda persona
decisions-none = No hay decisiones en espera.
decision-new = Proponer una decisión
decision-lead = Las exenciones y sustituciones necesitan a una segunda persona y llegan como máximo a { $cap } por miembro. Ubicar una clase donde ya puede contar no necesita ni lo uno ni lo otro.
decision-kind = Qué se decide
decision-kind-apply = La clase cuenta solo en esta parte
decision-kind-exclude = La clase no cuenta en esta parte
decision-kind-allow = Sustitución: la clase puede contar en esta parte
decision-kind-grant-minutes = Exención: horas de esta parte
decision-kind-grant-count = Exención: clases de esta parte
decision-kind-waive-requirement = Exención: la parte entera
decision-kind-waive-topic = El tema cuenta como visto
decision-part = Parte
decision-choose = Elija
decision-class = Clase
decision-topic = Tema
decision-amount = Cuánto
decision-amount-hint = Horas (como 1.5) o un número de clases, donde la decisión lo tenga
decision-propose = Proponer
decision-waits = Guardado. Cuenta cuando una segunda persona esté de acuerdo.
decision-done = Guardado.
decision-same-person = Debe aceptar otra persona: quien propone una decisión no puede ser la segunda.
decision-by = Por { $name }.
decision-approved-by = Aceptada por { $name }.
decision-in-force = En vigor
decision-waiting = Espera a una segunda persona
decision-ended = Terminada
decision-approve = Aceptar
decision-end = Terminar esta decisión
error-decision-class = Elija la clase
error-decision-amount = Escriba cuánto: horas como 1.5, o de 1 a 20 clases
error-decision-topic = Elija un tema de esta parte

# Política de créditos.
staff-policy = Política de créditos
policy-lead = Lo que este sindicato fijó para la edición { $edition }. Un cambio cuenta desde su día; lo ya acreditado se queda.
policy-now = En vigor hoy
policy-knob = Ajuste
policy-value = Valor
policy-range = Permitido
policy-change = Cambiar un ajuste
policy-value-hint = Como en la tabla: por ciento, minutos, horas (como 1.5), personas; 1 para sí y 0 para no
policy-day = Desde este día
policy-check = Ver a quién afecta
policy-check-title = Revise este cambio
policy-from = desde { $day }
policy-save = Guardar el cambio
policy-administrator = Los cambios de ajustes los guarda la administración.
policy-saved = El cambio está guardado.
policy-history = Cambios hasta ahora
policy-line = { $knob }: { $value } desde { $day }. { $name }:
policy-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
policy-zero = 0: nada
policy-review = 1: decide un coordinador
policy-prorate = 2: los minutos asistidos
policy-touches-new = Afecta a las clases que se publiquen desde ahora. Las ya publicadas conservan lo que acreditan.
policy-touches-sessions = { $count ->
    [0] Ninguna asistencia registrada se juzgaría de otra forma.
    [one] La asistencia de 1 persona en una sesión se juzgaría de otra forma cuando se apruebe su lista.
   *[other] La asistencia de { $count } personas y sesiones se juzgaría de otra forma cuando se aprueben sus listas.
}
policy-touches-people = { $count ->
    [0] Nadie pasa del nuevo límite.
    [one] 1 persona pasa del nuevo límite: conserva lo que tiene y no recibe más.
   *[other] { $count } personas pasan del nuevo límite: conservan lo que tienen y no reciben más.
}
policy-touches-later = Afecta a lo que se apruebe o proponga desde ese día.
error-policy-value = Escriba un valor de { $least } a { $most }
error-policy-day = Escriba hoy o un día posterior
knob-approx-band-pct = La duración puede diferir de la nominal en
knob-rounding-minutes = El tiempo real se redondea hacia abajo a
knob-full-attendance-pct = La asistencia cuenta entera desde
knob-grace-minutes = O si falta como máximo
knob-partial-policy = La asistencia parcial acredita
knob-teaching-credit = Los miembros ganan las horas que enseñan
knob-teaching-cap-minutes = Máximo de horas por enseñar
knob-claim-cap-minutes = Máximo de horas por solicitudes
knob-outside-cap-minutes = Máximo de horas por clases de otros
knob-waiver-cap-minutes = Máximo de horas por exenciones
knob-waiver-approvers = Personas que aceptan una exención
knob-auto-issue = Los certificados se emiten solos

# Ediciones del programa.
staff-programme = Programa y ediciones
programme-editions = Ediciones
programme-current = para nuevas inscripciones
programme-people = { $count ->
    [one] Evalúa a 1 persona.
   *[other] Evalúa a { $count } personas.
}
programme-try = Probar un cambio de reglas
programme-try-lead = Cambie aquí las reglas y vea enseguida quién estaría completo y quién ya no. No se guarda ni se publica nada.
programme-draft = El archivo del programa
programme-draft-hint = Empieza con las reglas en vigor.
programme-try-button = Ver qué haría
try-title = Qué haría este borrador
try-judged = Personas evaluadas
try-complete-now = Completas ahora
try-complete-then = Completas según el borrador
try-gained = Completas según el borrador y no ahora
try-lost = Completas ahora y no según el borrador
try-less = Otras a las que falta menos
try-more = Otras a las que falta más
try-nodes = Búsqueda más larga para una persona, en pasos
try-refused = No se podría publicar
try-mind = Tenga en cuenta
try-unsettled = { $count ->
    [one] 1 registro se puede usar de demasiadas formas para evaluarlo.
   *[other] { $count } registros se pueden usar de demasiadas formas para evaluarlos.
}
try-left = ahora faltan { $now }, según el borrador { $then }
sunset-title = Anunciar el fin de esta edición
sunset-lead = Después de ese día, la edición de las nuevas inscripciones evalúa a su gente. Hasta entonces lo dice su página de progreso.
sunset-day = Último día
sunset-button = Anunciar
sunset-on = Su último día es { $day }.
sunset-saved = El fin está anunciado.
error-sunset = Escriba { $day } o un día posterior: se avisa con un año

# La edición de un miembro.
edition-title = Qué edición le evalúa
edition-complete = Según ella, está completo.
edition-left = Según ella, faltan al menos { $hours }.
edition-helps = Es mejor para usted.
edition-no-help = Ahora no es mejor para usted.
edition-none = No hay una edición posterior.
edition-mind = Si se pasa, no puede volver.
edition-move = Pasar a la edición { $edition }
edition-ends = Su edición termina el { $day }. Después le evalúa la más nueva.
me-edition-helps = Una edición más nueva del programa es mejor para usted. No cambia nada si no lo pide.
me-edition-look = Comparar las ediciones
todo-claims = { $count ->
    [one] 1 solicitud espera respuesta
   *[other] { $count } solicitudes esperan respuesta
}
todo-decisions = { $count ->
    [one] 1 decisión espera a una segunda persona
   *[other] { $count } decisiones esperan a una segunda persona
}
decision-oneself = Nadie decide sobre su propio registro: pida a otra persona de la oficina.
decision-before = No cambió nada: ya está decidido o terminó.
error-decision-kind = Elija qué se decide, y la parte
error-decision-no-classes = Esta parte pide horas, no clases. Conceda horas.
error-try-busy = Hay otra prueba en marcha. Espere a que termine y envíe esto de nuevo: no se pierde nada de lo escrito.
try-given-up = Abandonado tras { $count } personas: demasiados registros se podrían usar de demasiadas formas con este borrador. Haga que menos partes acepten las mismas clases.
error-claim-longer = Este curso vale como máximo { $hours }
error-claim-choose = Elija el curso al que equivale, o rechace la solicitud
error-claim-answer = Escriba una respuesta al miembro de 500 caracteres o menos
error-policy-knob = Elija un ajuste
error-policy-same = Ya es el valor de ese día: no cambiaría nada
error-whatif-part = Esta parte no acepta esa clase. Solo la oficina puede permitirlo.
error-whatif-both = Elija la clase y la parte, las dos
error-whatif-class = Elija la clase cuyos minutos quiere cambiar
error-claim-title = Escriba el título de la clase en 200 caracteres o menos
error-claim-sponsor = Escriba quién dio la clase en 200 caracteres o menos
finding-nothing-fills = Parte { $part }: ningún curso del catálogo cuenta ahí.
finding-out-of-reach = Parte { $part }: a quien toma cada curso una vez aún le falta ({ $hours }, { $classes } clases).
finding-cap = Parte { $part }: { $cap } permite menos de lo que pide { $need }.
finding-total = El total: a quien toma cada curso una vez aún le falta ({ $hours }, { $classes } clases).
finding-floor = Mínimo { $floor }: quien toma cada curso una vez aún no llega.
finding-topic = Parte { $part }: ningún curso tiene el tema { $topic }.
finding-several = El curso { $course } puede contar en { $parts }. Cuenta donde más ayuda al miembro.
finding-no-courses = El catálogo aún no tiene cursos, así que no se pudo revisar si las partes se pueden completar.

todo-undecided = { $class }: { $count ->
        [one] { $count } sesión sin decidir, que no da horas hasta entonces
       *[other] { $count } sesiones sin decidir, que no dan horas hasta entonces
    }
sheet-approved-undecided = Aprobada, con { $count ->
        [one] { $count } sesión sin decidir
       *[other] { $count } sesiones sin decidir
    }

# The rules in sentences with holes.
rules-title = Las reglas en frases
rules-link = Cambiar números en las reglas
rules-lead = Estas son las reglas de la edición { $edition }. Cambie un número y vea qué haría con todas las personas inscritas. Con eso no se guarda nada. Después puede publicarlo como otra edición.
rules-edition = Nombre de la edición nueva
rules-edition-hint = Letras, cifras y guiones. Aparece en los certificados.
rules-more = Lo que estas frases no dicen, como las partes, los temas y qué puede contar dónde, se cambia en el archivo.
rules-hours = Horas
rules-count = Número
rules-same = Nada es distinto de las reglas que valen.
rules-changes = Qué cambia
rules-publish = Publicarla
rules-publish-lead = La edición { $edition } valdrá para quienes se inscriban desde ahora. Quien ya está en el programa sigue con la suya, y puede pasar si le ayuda. Ya no se puede cambiar, solo seguir con otra.
rules-why = Qué cambia y por qué
rules-why-hint = Queda en el registro de cambios.
rules-publish-button = Publicar la edición { $edition }
rules-publish-who = Una persona de administración puede publicarla.
rules-publish-name = La edición { $edition } ya está publicada. Dé otro nombre al borrador para publicarlo.
rules-publish-other = Este es otro programa. Necesita sus propios textos y se trae con ellos en el servidor.
rules-publish-refused = No se puede publicar así: vea arriba.
edition-published = La edición está publicada. Vale para quienes se inscriban desde ahora.
error-rules-hours = Escriba horas, como 6 o 2.5
error-rules-count = Escriba un número entero
error-rules-edition = Use solo letras, cifras y guiones, 60 como máximo
error-rules-edition-taken = Ya hay una edición con ese nombre. Elija otro
error-rules-why = Diga qué cambia y por qué, en 200 caracteres o menos
rule-total = El certificado pide al menos { $hours } horas en total.
rule-credits = Pide al menos { $count } clases en total.
rule-window = Todas las clases que se usan caen dentro de { $count } meses.
rule-expires = Una clase cuenta durante { $count } meses después de darse.
rule-subject = De una misma materia cuentan { $hours } horas o más, o ninguna.
rule-part-hours = { $part }: al menos { $hours } horas.
rule-part-classes = { $part }: al menos { $count } clases distintas.
rule-part-classes-of = { $part }: al menos { $count } clases distintas de unas { $hours } horas cada una.
rule-part-from = Una clase cuenta como una de las de { $part } desde { $hours } horas.
rule-part-most = { $part }: cuentan { $hours } horas como máximo.
rule-part-topics = { $part }: hay que haber visto { $count } de sus temas. Con 0 se muestran y nada más.
rule-limit = De { $part } cuentan { $hours } horas como máximo.
rule-floor = De { $part } hacen falta al menos { $hours } horas.
rules-before = Antes:
rules-after = Después:
error-rules-from = No puede ser más que las horas de una clase, arriba
error-rules-nothing = Escriba más que nada
edition-published-texts = ¿Qué textos dicen todavía { $hours }?
claim-file = Un archivo que lo muestre, si lo tiene
claim-file-hint = Una foto de una lista o de un certificado, un PDF, una carta; hasta 4 MB. Lo ven la oficina y usted.
claim-file-of = Lo que lo muestra ({ $size })

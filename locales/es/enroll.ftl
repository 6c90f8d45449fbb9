# El formulario.
enroll-title = Inscripción
enroll-lead = Toma cerca de un minuto y no cuesta nada. No necesita contraseña.
enroll-start = Inscribirme
enroll-known = Ya inició sesión, así que no hay formulario. Un toque completa su inscripción.
enroll-privacy = Su escuela no ve nada de esto.
field-name = Su nombre
field-name-hint = Escríbalo como lo quiere en su certificado.
field-email = Correo personal
field-email-hint = Su escuela puede bloquear o leer nuestros correos, y usted pierde esa dirección si se va.
field-local = Su sindicato local
field-local-hint = Empiece a escribir y elíjalo de la lista.
field-work = Su tipo de trabajo
field-language = Idioma de nuestros correos
work-teacher = Docente o especialista
work-esp = Personal de apoyo educativo
work-higher-ed = Docente o personal de educación superior
work-retired = Persona jubilada
work-other = Otra cosa
local-which-title = ¿Cuál es su sindicato local?
local-which-lead = { $count ->
        [one] Un local se parece
       *[other] Varios locales se parecen
    } a «{ $typed }».
local-none-of-these = Ninguno de estos. Dejar “{ $typed }”.

# Lo que falta en una respuesta.
error-name = Escriba su nombre
error-name-letters = Escriba su nombre con letras
error-long = Acorte esto a { $most } caracteres o menos
error-email-empty = Escriba su correo personal
error-email = Escriba un correo como nombre@example.org
error-local = Escriba el nombre de su sindicato local
error-work = Elija su tipo de trabajo

# Iniciar sesión.
sign-in-title = Iniciar sesión
sign-in-email = Correo electrónico
sign-in-lead = Le enviamos un enlace y un código por correo. No hay contraseña que recordar.
sign-in-needed = Esta página es solo suya. Inicie sesión y vuelve enseguida a ella.
sign-in-send = Enviarme un enlace
sign-in-new = ¿Es su primera vez aquí?
sent-title = Revise su correo
sent-lead = Si se inscribió con { $email }, un enlace y un código van en camino a esa dirección.
sent-lead-enroll = Un enlace y un código van en camino a { $email }. Escriba aquí el código, o pulse el enlace.
sent-held = ¿Es su primera vez? Entonces guardamos un cupo para { $name } mientras no lo necesite alguien con la dirección confirmada, o si no un lugar en la lista. Confirme su dirección a más tardar el { $until }: entonces el cupo o el lugar es suyo. Si ya conocemos su dirección, el código abre su sesión y le lleva a la clase.
sent-kept = ¿Ya pulsó el enlace del correo? Entonces envíe lo que había llenado.
sent-kept-button = Enviarlo ahora
kept-title = Ya inició sesión
kept-text = Guardamos lo que había llenado. Pulse el botón para enviarlo.
kept-send = Enviar lo que llené
kept-leave = Dejarlo
sign-in-needed-form = Su sesión terminó. Inicie sesión y enviaremos lo que llenó. Nada se pierde.
sign-in-needed-file = Su sesión terminó. Inicie sesión y enviaremos lo que llenó. El archivo no se pudo guardar: elíjalo otra vez.
code-label = Su código
code-hint = Los 6 dígitos de nuestro correo.
code-confirm = Confirmar
error-code-form = Escriba los 6 dígitos de su código
error-code-wrong = Ese código no coincide o ya no sirve. Revise el correo más reciente o pida otro código
sent-nothing = ¿Todavía no llega nada?
sent-nothing-help = Puede tardar un minuto o dos. Mire también en el correo no deseado y revise que la dirección esté bien.
sent-again = Enviarlo otra vez
sent-other-address = Usar otra dirección
sent-demo = Esto es una demostración, así que sus correos se quedan aquí.
link-used-title = Este enlace ya no funciona
link-used-text = Cada enlace funciona una vez y por poco tiempo. Así su registro sigue siendo suyo.
link-new = Enviarme un enlace nuevo
door-confirm = Confirmar su correo
door-sign-in = Iniciar sesión
door-lead = Presione el botón para seguir. Lo pedimos porque algunos programas de correo abren los enlaces por su cuenta.
door-enter = Continuar

# El buzón de la demostración.
mailbox-title = Buzón de demostración
mailbox-lead = Aquí está cada correo que escribió la demostración, primero el más reciente.
mailbox-calendar = La entrada de calendario que acompaña al correo
mailbox-empty = Todavía no hay correos. Inscríbase o apúntese a una clase y aparece uno.
mailbox-to = Para { $to }
error-limit = Desde su red llegaron demasiados formularios en la última hora. Espere una hora y envíelo otra vez, o escriba a { $email }
error-limit-all = En este momento llegan muchísimos formularios. Espere una hora y envíelo otra vez, o escriba a { $email }
error-limit-codes = En la última hora se escribieron demasiados códigos equivocados. Pulse mejor el enlace del correo, o espere una hora

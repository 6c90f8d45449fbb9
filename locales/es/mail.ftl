# Todos los correos. El asunto nunca nombra una clase: el buzón puede ser del empleador.
mail-footer = Recibe esto porque participa en nuestra formación. ¿Preguntas? Escriba a { $email }.
calendar-title = Formación
mail-cannot-come = Si no puede venir, devuelva su cupo a más tardar el { $until }

# Confirmar e iniciar sesión.
mail-confirm-subject = Confirme su dirección
mail-confirm-lead = { $name }, confirme esta dirección y completa su inscripción. El enlace y el código sirven por un día.
mail-confirm-button = Confirmar mi dirección
mail-confirm-code = O escriba este código en la página que dejó: { $code }
mail-confirm-held = Hasta el { $until } guardamos un cupo para usted, mientras no lo necesite alguien con la dirección confirmada: { $class }. Confirme su dirección y es suyo; si ya no está, usted es la primera persona de la lista.
mail-confirm-not-you = Si no fue usted, no haga nada. Sin el código no pasa nada.
mail-confirm-corrected = { $name }, nuestra oficina anotó esta dirección para usted. Confírmela: con ella iniciará sesión y recibirá nuestros mensajes. El enlace sirve por un día. Después, inicie sesión con esta dirección y le enviaremos otro.
mail-confirm-corrected-not-you = Si no es usted, no haga nada o avísenos: { $email }.
mail-sign-in-subject = Su enlace y código para entrar
mail-sign-in-lead = Aquí está su entrada. Sirve una vez, durante 15 minutos.
mail-sign-in-button = Iniciar sesión
mail-sign-in-not-you = Si no fue usted, no haga nada. Nadie entra sin este correo.

# Bienvenida.
mail-welcome-button = Ver mi progreso
mail-welcome-no-class = Ahora mismo no hay otra clase abierta para usted. Las nuevas fechas aparecen en la lista de clases.
mail-welcome-booked = Usted tiene un cupo en esta clase.
mail-welcome-waiting = Usted es el número { $place } en la lista de espera de esta clase. Cuando haya un cupo, se lo guardamos y le escribimos.

# Cupos.
mail-booked-subject = Su cupo del { $day }
mail-booked-lead = { $name }, su cupo está reservado.
mail-booked-button = Ver mi cupo
mail-day-subject = Sus clases del { $day }
mail-day-subject-days = Sus clases del { $from } al { $to }
mail-day-subject-named = Sus clases en { $event }
mail-day-lead = { $name }, estas son sus clases en { $event }.
mail-day-button = Ver el evento
mail-waiting-subject = Es el número { $place } en la lista del { $day }
mail-waiting-lead = Esta clase está llena. Cuando se abre un cupo, se lo guardamos y le escribimos.
mail-waiting-leave = Si cambia de idea, salga de la lista de espera
mail-offer-subject = Un cupo para usted el { $day }, guardado hasta el { $until }
mail-offer-lead = Se abrió un cupo y se lo guardamos hasta el { $until }. Después pasa a la siguiente persona.
mail-offer-pass = Si no puede venir, cédalo
mail-offer-ended-subject = Terminó su oferta del { $day }
mail-offer-ended-lead = No supimos de usted a tiempo, así que el cupo pasa a la siguiente persona. Puede volver a la lista.
mail-given-back-subject = Devolvió su cupo del { $day }
mail-given-back-lead = Gracias por avisarnos. Su cupo queda libre para otro miembro.
mail-waiting-auto = Tomar el próximo cupo sin preguntarme
mail-wish-subject = Un cupo para usted el { $day }, guardado hasta el { $until }
mail-wish-lead = Una clase de un tema que usted espera tiene un cupo. Lo guardamos para usted hasta el { $until }.
mail-offer-ending-subject = Su cupo del { $day } se guarda hasta el { $until }
mail-offer-ending-lead = Usted todavía no responde. El cupo es suyo hasta el { $until }; después pasa a la siguiente persona.
mail-offer-ended-kept = No supimos de usted a tiempo, así que el cupo pasa a la siguiente persona. Usted conserva un puesto en la lista: el número { $place }.
mail-last-call-subject = Hay un cupo libre el { $day }
mail-invite-no = Si no puede venir, diga que no
mail-invite-over-subject = El cupo para usted el { $day }
mail-invite-over-lead = Este cupo ya no se guarda para usted. Puede apuntarse por su cuenta si hay cupos.
mail-stand-in-subject = { $name }: ¿puede ir el { $day }?
mail-stand-in-lead = { $name } no puede ir a esta clase y le pide que tome su cupo. Tiene hasta el { $until }. Sin su sí no pasa nada.
mail-stand-in-no-subject = Su cupo del { $day } sigue siendo suyo
mail-stand-in-no-lead = Nadie toma su cupo en esta clase: la persona a quien se preguntó dijo que no, no respondió o ya no se le pregunta. Así que sigue siendo suyo. Puede preguntar a otra persona o devolverlo.
mail-stand-in-for-lead = { $name } le pide que vaya a esta clase en lugar de { $giver }. Tiene hasta el { $until }. Sin su sí no pasa nada.
mail-stand-in-asked-subject = Su cupo del { $day }
mail-stand-in-asked-lead = { $name } pidió a { $other } que vaya a esta clase en su lugar. El cupo es suyo hasta que { $other } diga que sí. Si no es lo que usted quiere, hable con { $name }.
mail-stood-in-subject = Su cupo del { $day } pasó a otra persona
mail-stood-in-lead = Esa persona dijo que sí y va a esta clase en su lugar.
mail-given-back-late = Gracias por avisarnos. Cuenta como aviso tardío, no como falta.
mail-team-invite-subject = { $name } le guardó un cupo el { $day }
mail-team-invite-lead = { $name } de { $local } guarda para usted un cupo en esta clase hasta el { $until }. Sin su sí no pasa nada.
mail-team-ended-subject = Su equipo para el { $day }
mail-team-ended-yes = { $count ->
        [one] { $count } persona de su local dijo que sí y tiene un cupo.
       *[other] { $count } personas de su local dijeron que sí y tienen un cupo.
    }
mail-team-ended-back = { $count ->
        [0] Todos los cupos que guardó están en uso.
        [one] { $count } cupo volvió a todas las personas.
       *[other] { $count } cupos volvieron a todas las personas.
    }
mail-team-button = Ver mi equipo
mail-changed-clash = Una clase de su lista cambió, y usted tiene otra clase a esa hora. Guardamos su cupo hasta el { $until }: ¿cuál quiere?
mail-merged-lead = Su clase se unió con otra. Usted tiene un cupo allí.
mail-merged-waiting = Su clase se unió con otra. Usted está en su lista de espera.
mail-move-button = Elegir otra fecha
mail-displaced-subject = Perdió su cupo del { $day } y espera otro
mail-displaced-lead = Esta clase tiene menos cupos ahora, y el suyo fue de los últimos. Usted es el número { $place } de la lista.
mail-changed-subject = Su clase cambió: ahora es el { $day }
mail-changed-lead = Una clase de su lista cambió. Su puesto está seguro.
mail-changed-before = Antes era: { $before }
mail-class-cancelled-subject = Cancelada: su clase del { $day }
mail-class-cancelled-lead = Esta clase no se da.
mail-reminder-subject = Su clase: { $day }
mail-reminder-lead = Su clase se acerca.

# Las horas y el certificado.
mail-credited-subject = { $hours } más: { $done } de { $total }
mail-credited-lead = Ganó { $hours } por { $class }.
mail-credited-complete = Ya tiene todo lo que necesita. La oficina revisa su registro y después le envía su certificado.
mail-awarded-subject = Su { $title }
mail-awarded-lead = Felicitaciones, { $name }. Su certificado va adjunto.
mail-awarded-verify = Quien reciba de usted el número { $number } puede comprobarlo aquí

mail-banked-subject = { $hours } de formación le esperan
mail-banked-lead = Usted vino a una clase y le guardamos { $hours }. Cuentan para el certificado en cuanto se inscriba.

# Certificados que cambian.
mail-awarded-share = Quien comprueba el número ve su nombre. Puede cambiarlo, y obtener una insignia digital, en la página de su certificado.
mail-reissued-subject = Su certificado nuevo
mail-reissued-name = Su certificado está ahora a nombre de { $name }.
mail-reissued-correction = Su certificado fue corregido. El nuevo va adjunto.
mail-reissued-key = Firmamos de nuevo su certificado. No tiene que hacer nada.
mail-reissued-old = Use este de ahora en adelante. El número y el enlace son los mismos, y los archivos del anterior ya no valen.
mail-name-declined-subject = El nombre en su certificado
mail-name-declined-lead = Usted pidió el nombre { $name }. La oficina no lo cambió:
mail-revoked-subject = Su certificado fue retirado
mail-revoked-lead = El certificado { $number } ya no es válido. Dos personas de la oficina lo acordaron.
mail-revoked-reason = El motivo: { $reason }
mail-revoked-appeal = Nadie más conoce el motivo. Si no está de acuerdo, responda hasta el { $day } en la página de abajo, llame al { $phone } o escriba a { $email }.
mail-revoked-button = Responder
mail-appeal-subject = Nuestra respuesta sobre su certificado
mail-appeal-lead = Usted nos escribió sobre el certificado retirado. Esta es la respuesta:
mail-roster-subject = ¿Quién estuvo en { $class }?
mail-roster-lead = { $class } terminó el { $day }, y no ha llegado la lista de quién estuvo.
mail-roster-why = Quienes vinieron reciben sus horas cuando usted la envía.
mail-roster-button = Abrir la lista
mail-export-asked-subject = Se pidió una lista larga
mail-export-asked-lead = { $name } pide descargar esta lista como archivo: { $list }, { $count ->
    [one] una fila
   *[other] { $count } filas
  }.
mail-export-reason = Para qué es: { $reason }
mail-export-asked-agree = Se entrega cuando otra persona de la oficina está de acuerdo.
mail-export-asked-alone = Nadie más podía estar de acuerdo; se puede descargar a partir de { $from }. Rechácela antes si no es correcto.
mail-export-button = Ver las listas
mail-export-decided-subject = Sobre la lista que pidió
mail-export-agreed = Ya puede descargarla: { $list }. Estará allí 7 días.
mail-export-declined = No se entregará: { $list }.
mail-soon-forgotten-subject = Se le dará de baja del programa de capacitación
mail-soon-forgotten-lead = Hace mucho tiempo que no usa el programa de capacitación. El { $day } se borran su nombre y su correo electrónico, y con ellos sus horas.
mail-soon-forgotten-stay = Si quiere quedarse, inicie sesión una vez antes de ese día. No hace falta nada más.
mail-soon-forgotten-button = Iniciar sesión y quedarme
mail-soon-forgotten-copy = Con la sesión iniciada también puede llevarse, en su perfil, una copia de todo lo que se guarda sobre usted.
mail-offer-merged = Su clase del { $day } se unió a esta.
mail-merged-offered = Su clase se unió a otra. Allí se le guarda un cupo; otra carta dice hasta cuándo.
mail-confirm-again = { $name }, confirme esta dirección y entrará en su página. El enlace y el código sirven durante un día.
mail-question-subject = Una pregunta de { $name }
mail-question-lead = { $name } ({ $email }) pregunta en la página de contacto:
mail-question-answer = Responder por correo
mail-question-button = Ver todas las preguntas
mail-question-copy-subject = Su pregunta
mail-question-copy-lead = Tenemos su pregunta y le respondemos por correo. Esto es lo que preguntó:

# Messages to many.
messages-title = Mensajes
messages-lead = Escriba a muchas personas a la vez. Cada una recibe su propio correo, de día, y puede decir basta con un toque.
messages-none = Todavía no se escribió ningún mensaje.
message-new = Escribir un mensaje
message-edit = Cambiar el mensaje
message-to = A quién
message-any = Cualquiera
message-people = { $count ->
    [0] Nadie
    [one] 1 persona
   *[other] { $count } personas
  }
message-count = Contarlas
message-filter-stage = Hasta dónde llegaron
message-filter-lacks = A quién le faltan horas en
message-filter-region = Región
message-filter-local = Local
message-filter-work = Trabajo
message-filter-language = Idioma
message-stage-none = Todavía sin horas
message-stage-some = Con horas, sin completar
message-stage-one-class = Falta una clase
message-stage-complete = Completas
message-stage-certified = Con certificado
message-subject = Asunto
message-body = Texto
message-holes = Una línea vacía empieza otro párrafo. Esto se llena para cada persona: { $holes }
message-look = Mirarlo
message-draft = Borrador
message-scheduled = Sale por sí solo
message-sent = Enviado
message-stopped = Detenido
message-when = Cuándo
message-when-hint = Por ejemplo 2026-12-01 17:00. Vacío: ahora. De 9 pm a 8 am espera a la mañana.
message-tested = Una prueba va en camino a usted.
message-missing = No hay texto en { $languages }. Quien lee ese idioma recibe el otro.
message-sample-name = Nombre de muestra
message-test = Enviarme una prueba
message-many = Son las { $count } personas
message-send = { $count ->
    [0] Todavía no se envía a nadie
    [one] Enviar a 1 persona
   *[other] Enviar a { $count } personas
  }
message-stop = Detenerlo
message-stop-text = Detener alcanza cada correo que todavía no se envió.
error-message-subject = Escriba un asunto de 100 caracteres o menos, en una línea
error-message-body = Escriba un texto de 5,000 caracteres o menos
error-message-hole = "{ $hole }" no es nada que se pueda llenar
error-message-empty = Escriba un asunto y un texto al menos en un idioma
error-message-when = Escriba un momento futuro, como 2026-12-01 17:00, o nada
error-message-many = Marque que son todas
announcement-test-subject = Prueba: { $subject }
announcement-no-more = No más mensajes como este
no-mail-title = Mensajes del programa
no-mail-lead = ¿No quiere más mensajes como este? El correo sobre sus clases y su certificado sigue.
no-mail-do = No más mensajes
no-mail-done = No recibirá más mensajes como este. El correo sobre sus clases y su certificado sigue.
no-mail-again = Los quiero de nuevo
person-mail = Correo
person-bounced = La dirección no recibe correo
person-unsubscribed = No quiere
mail-kind-announcement = mensaje a muchas personas
mail-kind-announcement-test = prueba de un mensaje

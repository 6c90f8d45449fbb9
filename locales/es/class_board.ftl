# Lo que las personas de una clase traen y preguntan, y lo que les escriben quienes la imparten.
class-board-title = Qué traemos, qué preguntamos
class-board-lead = { $count ->
    [one] Lo pueden leer una persona con cupo, quienes imparten la clase y la oficina. Todo se borra el { $day }.
   *[other] Lo pueden leer las { $count } personas de esta clase, quienes la imparten y la oficina. Todo se borra el { $day }.
}
class-board-over-title = Este tablero ha terminado
class-board-over = Todo lo que había se borró el { $day }.
class-board-say = Diga algo a la clase
class-board-say-hint = Una cláusula de contrato, un enlace, una historia de su mesa o una pregunta. Su nombre y su local aparecen al lado.
class-board-kind = Qué es
class-post-bring = Traigo algo
class-post-ask = Pregunto algo
class-post-answer = Una respuesta
class-board-add-file = Agregar un archivo
class-board-file = Archivo
class-board-post = Publicar
class-board-asked = Preguntas
class-board-nothing-asked = Nadie ha preguntado nada todavía.
class-board-brought = Lo que la gente trae
class-board-nothing-brought = Nadie ha traído nada todavía.
class-board-open = Espera una respuesta
class-board-answer = Responder
class-board-answer-label = Su respuesta
class-board-answer-send = Publicar la respuesta
class-board-file-of = Descargar el archivo ({ $size })
class-board-trainer = Imparte esta clase
class-board-left = Alguien que ya no está
class-board-hidden = Señalado y oculto
class-board-hidden-mine = Solo usted, quienes imparten la clase y la oficina lo ven hasta que alguien lo revise.
class-board-look = Revisarlo
class-board-remove = Quitarlo
class-board-report = Señalar
class-board-cleared = Revisado, y se queda
class-board-who = Quién viene
class-board-unseen = { $count ->
    [one] Y una persona que no ha elegido mostrarse.
   *[other] Y { $count } personas que no han elegido mostrarse.
}
class-board-you-are-seen = Las demás personas ven que usted viene. Cambiarlo
class-board-you-are-not-seen = Las demás personas no ven que usted viene. Cambiarlo
class-board-materials = Materiales de esta clase
class-board-said-posted = Está en el tablero.
class-board-said-removed = Ya no está en el tablero.
class-board-said-reported = Gracias. Queda oculto hasta que lo revisen quienes imparten la clase o la oficina.
class-board-said-stands = Toda la clase lo ve de nuevo.
class-board-link = Qué traemos, qué preguntamos
error-class-post = Escriba algo, en { $count } caracteres o menos
error-class-posts = Tiene { $count } publicaciones aquí, y es el máximo. Quite una primero
error-class-files = Tiene { $count } archivos aquí, y es el máximo. Quite uno primero
class-report-title = Señalar esta publicación
class-report-lead = Se oculta enseguida. La revisan quienes imparten la clase, o la oficina si la escribió alguien que la imparte. No se les dice quién la señaló.
class-report-reason = Qué tiene de malo (si quiere decirlo)
class-report-hint = Por ejemplo: nombra a un miembro, o no es nuestro para compartirlo.
class-report-send = Señalarla
error-class-report = Use { $count } caracteres o menos
class-look-title = Una publicación que fue señalada
class-look-reasons = Lo que se dijo de ella
class-look-no-reason = Nadie dijo por qué.
class-look-lead = La clase no la ve. Quítela para siempre o manténgala: entonces todas las personas la ven de nuevo y otra señal no puede ocultarla.
class-look-stands = Mantenerla
taking-part-title = Diga algo a quienes imparten la clase
taking-part-lead = Les ayuda a prepararla. Puede cambiarlo hasta que empiece la clase.
taking-part-brings = Qué traigo
taking-part-brings-hint = Lo que ha hecho, o una cláusula que puede mostrar.
taking-part-asks = Qué quiero saber
taking-part-asks-hint = Basta con una o dos preguntas.
taking-part-seen = Las demás personas de esta clase pueden ver mi nombre y mi local
taking-part-seen-hint = Los dos textos solo pueden leerlos quienes imparten la clase y la oficina.
taking-part-save = Guardar
taking-part-saved = Guardado. Quienes imparten la clase pueden leerlo.
error-taking-part = Use { $count } caracteres o menos
class-message-title = Escribir a toda la clase
class-message-subject = Asunto
class-message-body = Mensaje
class-message-hint = Deje una línea vacía entre párrafos. La dirección de una página se vuelve un enlace.
class-message-to = { $count ->
    [one] Va por correo a la persona que tiene cupo.
   *[other] Va por correo a las { $count } personas que tienen cupo.
}
class-message-nobody = Nadie tiene cupo todavía.
class-message-look = Ver cómo queda
class-message-change = Cambiarlo
class-message-send = { $count ->
    [one] Enviarlo a una persona
   *[other] Enviarlo a { $count } personas
}
class-message-sent = Va en camino a quienes tienen cupo.
error-class-message-subject = Póngale un asunto de { $count } caracteres o menos
error-class-message-body = Escriba un mensaje de { $count } caracteres o menos
error-class-message-many = Hoy salieron cinco mensajes a esta clase, y es el máximo. Escriba de nuevo mañana
mail-class-message-lead = { $name } escribe a quienes vienen a { $class }:
mail-class-board-answered-subject = Una respuesta a su pregunta
mail-class-board-answered = { $name } respondió su pregunta en { $class }:
mail-class-board-reported-subject = Una publicación fue señalada: { $class }
mail-class-board-reported = Alguien señaló lo que escribió { $name } en el tablero de { $class }. Está oculto hasta que usted lo revise.
mail-class-board-look = Revisarlo
mail-class-board-button = Ver el tablero de la clase
class-board-no-seat = No tiene cupo en esta clase. Esto es lo que escribió en su tablero: las demás personas lo ven hasta que lo quite.
error-class-question-gone = Esa pregunta ya no está aquí. Lo que escribió está arriba: publíquelo como algo que trae, o déjelo
error-class-reports = Hoy señaló { $count } publicaciones, y es el máximo. Escriba a { $email } si hay más
class-message-over = El tiempo del tablero de esta clase terminó. Escriba a sus personas a través de la oficina.
class-look-seen = La clase lo ve: ya fue revisado.
class-look-office = Lo escribió alguien que imparte la clase: la oficina decide si se mantiene.
class-remove-title = ¿Quitar esto del tablero?
class-remove-lead = Desaparece para todas las personas, para siempre.
class-remove-keep = Dejarlo
class-remove-answers = { $count ->
    [one] Una respuesta se va con esto.
   *[other] { $count } respuestas se van con esto.
}
mail-class-board-removed-subject = Lo que escribió sobre { $class } fue quitado
mail-class-board-removed = Quienes cuidan el tablero de { $class } quitaron algo que usted publicó.
mail-class-board-removed-said = Empezaba así: «{ $said }»
mail-class-board-removed-why = Si no ve por qué, pregunte a quien imparte la clase o escriba a { $email }.
mail-kind-post-removed = quitaron algo que publicó

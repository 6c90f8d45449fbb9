# A local's bargaining team.
board-link = ¿Estamos listos para negociar?
board-title = Equipo de negociación de { $local }
board-said-saved = Guardado.
board-said-asked = En el equipo. A quienes están inscritos con su local se les preguntó, y una dirección nueva para nosotros recibió una carta de invitación; quien acepte mostrarse aparece aquí.
board-said-removed = Quitado.
board-no-contract = Diga cuándo termina su contrato y qué debe saber el equipo para entonces.
board-contract = El contrato termina el { $day }, en { $days ->
    [one] 1 día
   *[other] { $days } días
  }.
board-contract-over = El contrato terminó el { $day }.
board-contract-ends = El contrato termina
board-ready = El equipo tiene lo que necesita
board-gaps = { $count ->
    [one] Queda 1 hueco
   *[other] Quedan { $count } huecos
  }
board-targets = Qué debe saber el equipo
board-no-targets = Todavía no se fijó nada.
board-target = { $what }: { $count ->
    [one] 1 persona
   *[other] { $count } personas
  }
board-have = { $count ->
    [0] Nadie lo tiene todavía
    [one] 1 persona lo tiene
   *[other] { $count } personas lo tienen
  }
board-gap = { $count ->
    [one] Falta 1 persona. Sirven estas clases:
   *[other] Faltan { $count } personas. Sirven estas clases:
  }
board-no-class = Ahora no hay ninguna clase abierta. Puede pedir una.
board-people = Quién está en el equipo
board-nobody = Nadie todavía.
board-unseen = { $count ->
    [one] 1 persona todavía no aceptó que le vean, o no está inscrita con su local:
   *[other] { $count } personas todavía no aceptaron que les vean, o no están inscritas con su local:
  }
board-complete = Tiene las horas del certificado
board-hours = { $hours } horas
board-remove = Quitar
board-add = Agregar personas
board-add-hint = Una persona por línea, con o sin nombre: pegue el equipo entero. A quienes están inscritos con su local se les pregunta si puede ver cuánto han avanzado; una dirección nueva para nosotros recibe una carta de invitación.
board-aim = Fijar qué debe saber el equipo
board-aim-number = Meta { $number }
board-what = Parte o curso
board-how-many = Cuántas personas
error-board-twice = Esto está dos veces
error-board-people = Escriba un número de 1 a 100
mail-share-subject = ¿Puede su local ver su avance?
mail-share-lead = { $local } arma su equipo de negociación y quisiera ver hasta dónde llegó usted.
mail-share-what = Vería su nombre, sus horas, qué partes y cursos tiene, y si tiene el certificado. Nada más.
mail-share-button = Elegir en mi perfil
mail-share-no = Si no hace nada, no se muestra nada. Puede cambiarlo cuando quiera.
mail-kind-share-asked = pregunta del local, para ver el avance
board-open = El equipo y sus metas
board-said-on = En el equipo.
board-add-people = Direcciones
board-hold = { $count ->
    [one] Guardar un cupo
   *[other] Guardar { $count } cupos
  }
board-outside = En su local, y fuera del equipo, lo tienen:
board-put-on = Poner en el equipo
error-board-unread = No hay ninguna dirección en: { $lines }
error-board-pasted = Pegue entre 1 y { $count } direcciones
local-numbers = Su local en números
local-certified = Quién tiene el certificado
local-certified-only = Solo quienes aceptaron que su local los vea.
notice-title = Avisar a sus miembros
notice-what = Una carta para reenviar con sus propias palabras, y una página para la pared.
notice-about = De qué trata
notice-all = El programa, con las primeras clases
notice-show = Mostrarlo
notice-mail = Una carta
notice-said = Asunto
notice-text = Carta
notice-copy = Cámbiela y cópiela. El botón de abajo la abre como está aquí al principio.
notice-open = Abrirla en mi programa de correo
notice-flyer = Una página para la pared
notice-flyer-what = Con un código para escanear que lleva a la página para apuntarse.
notice-letter = Imprimir en papel Carta
notice-a4 = Imprimir en A4
notice-subject = Clases de negociación gratuitas para miembros de { $local }
notice-subject-class = Una clase para usted: { $class }
notice-lead = Nuestro sindicato enseña a negociar: { $program }. Me gustaría que en { $local } haya personas que sepan cómo se hace. Podría empezar con estas clases:
notice-free = Las clases son gratuitas para miembros. No hace falta experiencia.
notice-how = Apúntese aquí: { $address }
notice-questions = Preguntas: { $email }
notice-for = Para miembros de { $local }
notice-next = Clases para empezar:
notice-scan = Escanee para inscribirse
notice-scan-class = Escanee para apuntarse
hand-over-title = Traspasar a otra persona
hand-over-lead = Diga quién habla por el local después de usted, y desde qué día. Alguien de administración lo acepta; entonces su función termina ese día y empieza la de la otra persona. Las dos reciben una carta.
hand-over-name = Nombre de quien viene después
hand-over-day = Desde qué día
hand-over-day-hint = Hoy o más tarde, dentro de dos años.
hand-over-ask = Pedirlo
hand-over-asked = Pedido. Alguien de administración lo revisa.
hand-over-before = Pedido hasta ahora
hand-over-line = { $name }, desde el { $day }:
hand-over-waits = espera a administración
hand-over-agreed = aceptado
hand-over-declined = rechazado
hand-over-taken-back = Retirado. Ya puede nombrar a otra persona.
hand-over-take-back = Retirarlo
error-hand-over-day = Escriba hoy o un día posterior, dentro de dos años
error-hand-over-office = No tiene ninguna función de este local que pueda traspasar
error-hand-over-oneself = Esta es su propia dirección. Escriba la de quien viene después
error-hand-over-waits = Ya hay otra persona nombrada y espera a la administración. Retírelo abajo y después nombre a otra
notice-lead-class = Nuestro sindicato enseña a negociar: { $program }. Me gustaría que vengan personas de { $local } a esta clase:
notice-free-class = Es gratuita para miembros.
mail-program-invited-subject = { $name } le invita a { $programme }
mail-program-invited-lead = { $name } le puso en el equipo de negociación de { $local }. El equipo aprende junto, en { $programme }.
mail-program-invited-button = Inscribirme
mail-program-invited-classes = Ver las clases
mail-program-invited-no = No tiene que hacer nada. Es la única carta sobre esto. Si no se inscribe en { $days } días, se borra lo que guardamos de usted; lo que { $name } escribió en la lista del local se queda ahí.
mail-kind-program-invited = invitación al programa, del local
error-board-many = Son más de 120 personas nuevas en un día. Añada las demás mañana.
board-course = { $title } (el curso)
error-hand-over-name = Escriba el nombre de quien le sucede

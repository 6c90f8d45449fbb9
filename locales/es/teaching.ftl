teaching-title = Clases que le piden impartir
teaching-none = Ahora no le piden impartir ninguna clase.
teaching-asked = Por responder
teaching-agreed = Usted imparte
teaching-state-asked = Aún sin respuesta
teaching-state-accepted = Aceptada
teaching-state-declined = Rechazada
teaching-accept = Sí, la imparto
teaching-decline = No, no puedo
teaching-cannot = No puedo impartirla
teaching-no-longer = Ya no puedo impartirla
teaching-reason = Por qué, y quién podría en su lugar (puede quedar vacío)
teaching-reason-hint = Lo lee la oficina y nadie más.
teaching-said-accepted = Aceptada. Gracias. La lista de asistencia se abre con una aplicación en su teléfono: si no la ha configurado, pida un código a la oficina.
teaching-said-declined = Rechazada. Se avisa a la oficina.
error-teaching-reason = Escriba como máximo 400 caracteres
error-teaching-over = Esta clase ya terminó o se canceló
error-teaching-not-asked = Ahora no le piden impartir esta clase. Si la rechazó y al final puede, escriba a la oficina
me-asked-to-teach = { $count ->
    [one] Le piden impartir una clase
   *[other] Le piden impartir { $count } clases
}
todo-declined = { $name } no puede impartir { $class }: nombre a otra persona
mail-teach-asked-subject = { $count ->
    [one] ¿Impartirá una clase?
   *[other] ¿Impartirá { $count } clases?
}
mail-teach-asked-lead = { $count ->
    [one] { $name }, figura como instructor o instructora de esta clase:
   *[other] { $name }, figura como instructor o instructora de estas clases:
}
mail-teach-invited = El botón le deja entrar sin contraseña; no necesita cuenta. Sirve una vez, durante dos semanas. Se lo pide { $office }.
mail-teach-answer = Responder
mail-teach-questions = ¿Preguntas? Escriba a { $email } o responda a este mensaje.
mail-teach-ended-subject = Ya no imparte { $class }
mail-teach-ended = La oficina ha nombrado a otras personas para esta clase y no hace falta que venga: { $class }
mail-teach-cancelled-subject = Cancelada: { $class }, que usted imparte
mail-teach-cancelled = Esta clase no tendrá lugar. Se avisa a quienes tenían un cupo. { $class }
mail-teach-moved-subject = Cambio: { $class }, que usted imparte
mail-teach-moved = La clase tiene nuevas horas o un nuevo lugar. Si ahora no puede venir, dígalo pronto.
mail-teach-declined-subject = Una persona no puede impartir { $class }
mail-teach-declined = { $name } no puede impartir esta clase: { $class }
mail-teach-reason = Escribe: «{ $reason }»
mail-teach-declined-button = Nombrar a otra persona
mail-teach-week-subject = En una semana imparte { $class }
mail-teach-day-subject = Mañana imparte { $class }
mail-teach-coming = Cupos ocupados: { $taken } de { $capacity }. En espera: { $waiting }.
mail-teach-offline = La lista de asistencia se puede imprimir, para una sala sin señal.
mail-teach-asks = Lo que la gente quiere saber:
mail-teach-board = Lo que traen y preguntan
mail-teach-cannot = Ya no puedo impartirla
mail-invited-subject = Tiene una cuenta en el programa de formación
mail-invited-lead = { $name }, { $office } le ha dado una función: { $role }.
mail-invited-factor = El botón le deja entrar sin contraseña; sirve una vez, durante dos semanas. Después, un administrador le da un código para configurar en su teléfono la aplicación que muestra que es usted.
mail-invited-button = Abrir mi cuenta
role-name = Su nombre
role-name-hint = Solo si nadie tiene aún esta dirección: recibe una carta que le deja entrar.
import-trainer-name = nadie tiene aún la dirección { $value }. Escriba tantos nombres como direcciones, en el mismo orden, y una carta les invita
import-trainer-unknown = nadie tiene la dirección { $value }: no se pidió a nadie impartir la clase
import-trainer-address = «{ $value }»: una dirección como nombre@example.org

# Qué puede enseñar alguien, y cuándo.
able-title = Qué puedo enseñar, y cuándo
able-lead = La oficina mira aquí cuando necesita a alguien para una clase. Nadie más lo ve, y no es una promesa: se le pregunta igual por cada clase.
able-courses = Cursos que puedo enseñar
able-when = Cuándo
able-when-hint = Déjelo todo vacío si cualquier momento puede servir.
able-slot-school-day = De lunes a viernes, antes de las 3 pm
able-slot-after-school = De lunes a viernes, después de las 3 pm
able-slot-saturday = Sábados
able-slot-sunday = Domingos
able-where = Dónde
able-online = En línea
able-away = Días en que no puedo
able-away-hint = Desde y hasta, los dos incluidos. Deje vacío el segundo si es un solo día.
able-away-from = Desde ({ $n })
able-away-until = Hasta ({ $n })
able-note = Algo más
able-note-hint = Por ejemplo con quién le gusta enseñar, o hasta dónde viaja.
error-able-day = Elija un día
error-able-order = El último día viene antes del primero
able-desk-title = Quién puede enseñar
able-desk-who = Quién puede enseñarla
able-desk-lead = Quién enseña o dice que puede, con lo que ha enseñado y cuándo está libre.
able-desk-course = Curso
able-desk-any = Cualquier curso
able-desk-show = Mostrar
able-desk-back = Volver a la clase
able-desk-count = { $count ->
    [0] Nadie lo ha dicho todavía, y nadie lo ha enseñado.
    [one] 1 persona
   *[other] { $count } personas
}
able-taught-this = { $count ->
    [one] Enseñó esto una vez, el { $day }.
   *[other] Enseñó esto { $count } veces, la última el { $day }.
}
able-taught = { $count ->
    [one] 1 clase en total, el { $day }.
   *[other] { $count } clases en total, la última el { $day }.
}
able-taught-none = Todavía no ha enseñado ninguna clase.
able-declined = { $count ->
    [one] Dijo que no una vez.
   *[other] Dijo que no { $count } veces.
}
able-can = Puede enseñar:
able-away-days = Fuera desde el { $from } hasta el { $until }
able-bar-away = No está el { $day }
able-bar-teaches = Enseña «{ $class }» a esa hora
able-bar-slot = No nombró este momento: { $slot }
able-bar-region = No nombró esta región: { $region }
able-bar-online = No dijo que enseña en línea
check-away = { $name } dijo que no está el { $day }.
error-able-meanwhile = Mientras tanto usted guardó otra cosa aquí, en otra pestaña. Lo que ve ahora es lo de esta: guarde otra vez para conservar esto.

# Clases y asistencia, para instructores.
teach-title = Clases que doy
teach-none = Ahora mismo no tiene ninguna clase que dar. Cuando la oficina le asigne una, aparece aquí.
teach-closed = Asistencia enviada
people-count = { $count ->
        [0] Nadie todavía
        [one] { $count } persona
       *[other] { $count } personas
    }
roster-coming = Próximamente
roster-due = Falta la asistencia
roster-overdue = { $days ->
        [one] La asistencia lleva un día de retraso
       *[other] La asistencia lleva { $days } días de retraso
    }
roster-closed = En la oficina
roster-approved = Aprobada
roster-here = { $here } de { $all } presentes
roster-empty = Nadie tiene cupo todavía.
roster-session = Sesión { $number }
roster-times = Llegó tarde o salió antes
roster-late = Minutos tarde
roster-left = Minutos que salió antes
roster-save = Guardar la asistencia
roster-save-close = Guardar y terminar
roster-saved = La asistencia está guardada.
roster-locked = La asistencia está cerrada, así que nada cambió. Escriba a la oficina para corregirla.
roster-is-closed = La asistencia de esta clase está cerrada.
walk-in-title = Agregar a alguien que no está en la lista
walk-in-add = Agregar y marcar presente
walk-in-added = La persona está en la lista y marcada como presente.
walk-in-listed = Esta persona ya está en la lista. Márquela ahí.
walk-in-mark = sin cupo previo
close-title = Terminar la asistencia
close-not-seen = No se vieron
close-text = Después de esto, solo la oficina puede hacer cambios. Revisa la lista y da las horas.
close-button = Confirmar la asistencia
close-back = Volver y cambiarla
close-too-early = No todas las sesiones han empezado
close-too-early-text = Puede terminar cuando haya empezado la última sesión. Lo que marcó está guardado.
roster-nothing = No cambió nada, así que no había nada que guardar.
roster-early = No se puede marcar a nadie antes de que abran las puertas. Funciona desde el { $from }; lo que marcó sigue marcado abajo
roster-early-rest = Algunas marcas están guardadas. Las demás son de una sesión cuyas puertas abren el { $from }
roster-own = Nadie se marca a sí mismo: pídalo a otra persona
walk-in-too-many = Ya hay tantas personas sin cupo en la lista que la oficina debe mirarlo: escriba a { $email }
roster-minutes-alone = Todavía no se guardó nada: marque presencia para { $names } o quite los minutos
roster-minutes-beyond = Todavía no se guardó nada: la sesión tiene menos minutos que los que escribió para { $names }
roster-minutes-wrong = Todavía no se guardó nada: escriba los minutos de { $names } como un número de 0 a 999, o déjelos vacíos
roster-meanwhile = Todavía no se guardó nada: otra persona marcó a { $names } desde que usted abrió esta lista. Mire lo que tiene abajo y guarde otra vez si quiere lo suyo
walk-in-name = Escriba el nombre de la persona que vino, con un máximo de 200 letras

# Quién enseña.
trainers-title = Quién enseña
trainers-lead = Enseñan el personal del sindicato y los miembros. Estas personas aceptaron aparecer aquí; las demás figuran con sus clases.
trainer-staff = Personal del sindicato
trainer-member = Miembro del sindicato
trainer-next = Lo que enseña próximamente
trainer-next-none = Ahora mismo no hay ninguna clase fijada.
trainer-about-link = Sobre { $name }
trainer-own-title = Cómo aparece usted como instructor
trainer-own-lead = Su nombre figura con las clases que da. Aquí puede tener también una página propia, con unas palabras y sus próximas clases. Usted decide, y puede retirarla.
trainer-agree = Todos pueden ver mi nombre, estas palabras y mis próximas clases en la página “Quién enseña”
trainer-kind = Usted es
trainer-about = Unas palabras sobre usted
trainer-about-hint = Lo que ha hecho y lo que le gusta enseñar. Nada que no quiera que lean todos.
trainer-not-shown = No tiene página hasta que acepte y figure en una clase.
error-trainer-kind = Elija qué es usted
error-trainer-about = Escriba como máximo { $count } caracteres

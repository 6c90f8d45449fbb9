# Apuntarse sin haber iniciado sesión.
stranger-title = Apuntarse a esta clase
stranger-wait-title = Entrar en la lista de espera
stranger-known = ¿Ya hizo su inscripción?
stranger-sign-in = Inicie sesión primero
stranger-button = Guardar mi puesto

# El resultado.
booked-title = Usted tiene un cupo
booked-text = Le enviamos los datos por correo. Nos vemos en clase.
waiting-title = Usted es el número { $place } en la lista
waiting-text = Cuando se abre un cupo, se lo guardamos y le escribimos enseguida. El correo dice cuánto tiempo tiene.
offer-title = Guardado para usted hasta el { $until }
offer-text = Hay un cupo libre para usted en esta clase
offer-until = Le guardamos este cupo hasta el { $until }.
offer-see = Responder ahora
offer-take = Tomar el cupo
offer-pass = Cederlo
offer-pass-title = ¿Quiere ceder este cupo?
offer-gone-title = Esta oferta terminó
offer-gone-text = Este cupo ya no se guarda para usted. Vea la clase: puede apuntarse o volver a la lista de espera.
cancel-until-text = Los cupos se pueden devolver hasta el { $until }.
cannot-come = No puedo ir
cancel-title = ¿Quiere devolver su cupo?
cancel-text = Se lo ofrecemos a la siguiente persona de la lista. Si después quedan cupos, puede apuntarse otra vez.
cancel-button = Devolver mi cupo
leave-title = ¿Quiere salir de la lista de espera?
leave-list = Salir de la lista de espera
keep-it = Conservar mi puesto
given-back-title = Usted ya no está en la lista de esta clase
given-back-text = Gracias por avisarnos. Quienes esperan avanzan.
given-back-before = Usted ya no tiene cupo ni puesto en esta clase, así que nada cambió.
too-late-title = Ya pasó el plazo para devolver este cupo aquí
too-late-text = Escriba a { $email } para que sus instructores lo sepan.
back-to-class = Volver a la clase

# Momentos difíciles.
full-title = Todos los cupos están ocupados
full-text = { $count ->
        [0] Nadie espera todavía, así que usted es la primera persona. Le escribimos cuando se abra un cupo.
        [one] { $count } persona espera. Entre en la lista y le escribimos cuando se abra un cupo.
       *[other] { $count } personas esperan. Entre en la lista y le escribimos cuando se abra un cupo.
    }
full-last-time = { $count ->
        [one] La última vez entró { $count } persona de la lista.
       *[other] La última vez entraron { $count } personas de la lista.
    }
repeat-booked-title = Ya reservó este contenido
repeat-booked-text = Con las clases de abajo usted tiene todo lo de esta clase, así que no agregaría horas.
repeat-swap = Venir en esta fecha en vez del { $day }
repeat-title = Usted ya tiene este contenido
repeat-text = Todo lo de esta clase está en su registro, así que no agrega horas. Puede venir otra vez con gusto.
sign-up-anyway = Apuntarme de todos modos
not-open-title = Todavía no se abren los cupos
not-open-text = Se abren el { $day }.
closed-title = Ya cerró el plazo para apuntarse
closed-text = Cerró el { $day }.
one-group-title = Esta clase es para un solo local
one-group-text = Es para miembros de { $local }. Si es el suyo, revise el local en su perfil o escriba a { $email }.
elsewhere-title = Apúntese en el sitio del evento
elsewhere-text = El evento que organiza esta clase lleva la lista. Sus horas nos llegan después.
clash-title = Usted ya tiene otra clase a esa hora
clash-text = Estas dos clases coinciden, y puede estar en una de ellas.
clash-teaching = Usted da otra clase a esa hora.
clash-have = Tiene
clash-want = Quiere
clash-swap = Cambiarlas
clash-keep = Quedarme con lo que tengo
clash-swap-promise = Devolvemos su primer cupo solo cuando ya tiene el nuevo.
other-classes = Otras clases con cupo

undo-given-back = Deshacer: tomar otra vez el cupo
undo-swap = Deshacer: volver al cupo anterior

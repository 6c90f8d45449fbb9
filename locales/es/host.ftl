host-title = Mi sede
host-lead = Clases en esta sede en los próximos { $days } días: salas, horas y para cuántas personas.
host-access = Acceso
host-none = No hay clases previstas aquí.
host-people = { $count ->
    [one] Ese día viene una persona.
   *[other] Ese día vienen { $count } personas.
}
host-venues = Sedes con clases próximas
host-wrong = ¿Una sala está mal o es pequeña? Escriba a { $email }.
host-names-later = Los nombres se ven el día de la clase, mientras su lista está abierta.
host-attest = Marque a quien está en la sala con usted. Cuenta igual que si lo marca quien enseña.
host-is-here = está aquí
host-early = No se guardó nada: no se puede marcar a nadie antes de que abran las puertas. Funciona desde el { $from }.

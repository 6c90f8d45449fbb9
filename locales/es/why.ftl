# ¿Por qué? Qué cuenta dónde, y por qué.
why-title = Por qué se cuenta así
why-not-enrolled = Esta persona no está inscrita.
why-left-title = Lo que falta
why-complete = No falta nada: está todo lo que pide el certificado.
why-left = Al menos { $hours } más, se usen como se usen sus clases.
why-left-boxes = { $done ->
    [one] 1 parte está hecha, y ningún otro uso de sus clases logra más.
   *[other] { $done } partes están hechas, y ningún otro uso de sus clases logra más.
}
why-searched = Probamos todas las formas de usar sus clases. Ninguna deja menos.
why-ways = { $class } puede contar de más de una forma:
why-if-counts = Si cuenta en { $part }:
why-if-unused = Si no se usa:
why-part-hours = { $part }: { $have } de { $need }. Faltan { $left }, y nada más de lo que asistió se acepta ahí.
why-part-classes = { $part }: { $have } de { $need } clases. { $left ->
    [one] Falta 1, y nada más de lo que asistió se acepta ahí.
   *[other] Faltan { $left }, y nada más de lo que asistió se acepta ahí.
}
why-part-topics = { $part }: aún faltan estos temas: { $topics }.
why-part-either = { $part }: solo se completa con una clase que otra parte necesita igual.
why-together = { $parts } necesitan juntas más horas que todas sus clases que alguna de ellas acepta. Se usen como se usen, faltan horas:
why-total = Todas sus clases juntas dan { $have } de { $need }: faltan { $left }.
why-workshops = { $left ->
    [one] Falta 1 clase de las { $need } en total.
   *[other] Faltan { $left } clases de las { $need } en total.
}
why-floor = Aún no hay bastante de un tipo de clase: { $floor }.
why-counts-title = Qué cuenta dónde
why-counts-none = Ninguna clase cuenta todavía.
why-only-here = No encaja en ninguna otra parte.
why-better-here = También encaja en { $there }, pero ahí dejaría { $then }. En { $here } deja { $now }.
why-same-there = También encaja en { $there }. Dejaría lo mismo, así que se queda en { $here }.
why-more-parts-here = También encaja en { $there }, pero en { $here } hay más partes hechas.
why-repeat-of = Cubre lo mismo que esta clase, y cada contenido cuenta una vez: { $class }.
why-beyond-cap = Pasa de lo que este tipo de clase puede sumar.
why-decided-title = Lo que decidió la oficina
why-decided = Decisión
why-edition = Se le evalúa por: { $title }, edición { $edition }.
exception-waive = No se le pide { $part }.
exception-minutes = { $hours } concedidas en { $part }.
exception-count = { $count ->
    [one] 1 clase concedida en { $part }.
   *[other] { $count } clases concedidas en { $part }.
}
exception-total = { $hours } concedidas para el total.
exception-topic = El tema { $topic } cuenta como visto en { $part }.
exception-allow = { $class } puede contar en { $part }.
exception-apply = { $class } cuenta solo en { $part }.
exception-exclude = { $class } no cuenta en { $part }.

# ¿Y si?
whatif-title = ¿Y si?
whatif-lead = Pruebe un cambio y vea qué haría. No se guarda nada.
whatif-drop = Sin esta clase
whatif-add = Con una clase más
whatif-move = Contar esta clase
whatif-to = en esta parte
whatif-minutes-of = Esta clase con otros minutos
whatif-minutes = Minutos
whatif-edition = Según otra edición
whatif-none = Sin cambio
whatif-try = Ver qué pasaría
whatif-now = Ahora
whatif-then = Entonces
whatif-left = Falta
whatif-total = Horas que cuentan
whatif-complete = Completo
whatif-yes = Sí
whatif-no = No
whatif-same = No cambiaría nada.
whatif-better = Faltarían { $hours } menos.
whatif-worse = Faltarían { $hours } más.
whatif-equal = Faltaría lo mismo.
whatif-moves = Qué contaría en otro lugar
whatif-moved = { $class }: ahora { $from }, entonces { $to }.
whatif-nowhere = en ninguna parte
whatif-bad-minutes = Escriba minutos enteros, de 0 a 6000.
whatif-caption = Ahora y entonces, lado a lado
why-too-short = Suma sus horas, pero aún no es una clase de esta parte: una tiene al menos { $hours }.
why-placed = La oficina decidió dónde cuenta.
why-short-in = Entonces no alcanza: { $parts }.
why-short-total = el total

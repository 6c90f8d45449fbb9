# Asistencia que llega en un archivo.
files-title = Asistencia desde un archivo
files-lead = Una lista de un sistema de congresos, el informe de una reunión en línea o una lista de talleres antiguos. No se guarda nada antes de que vea lo que haría.
files-for-class = El archivo trata de { $class }.
files-kind = ¿Qué contiene el archivo?
file-kind-presence = Quién vino a clases que están planificadas aquí
file-kind-workshops = Talleres antiguos, anteriores a los registros de aquí
files-file = Archivo
files-file-hint = Un archivo CSV. En una hoja de cálculo: guardar como «CSV UTF-8».
files-name = ¿Cómo lo llama?
files-name-hint = Para encontrarlo después, por ejemplo «Congreso de otoño, sábado».
files-unnamed = Archivo del { $day }
files-hand-in = Ver el archivo
files-before = Archivos hasta ahora
file-no-text = Esto no es un archivo CSV. Ábralo en su hoja de cálculo y guárdelo como «CSV UTF-8».
file-encoding = No se pueden leer las letras de este archivo desde la línea { $line }. Guárdelo como «CSV UTF-8» e inténtelo de nuevo.
file-empty = Elija un archivo con al menos una fila.
file-too-long = El archivo tiene más de 20 000 filas. Divídalo en dos.
file-state-open = sin guardar
file-state-kept = guardado
file-state-undone = retirado
file-state-stopped = apartado
file-said-kept = Guardado. Ya está en las listas; apruébelas como siempre.
file-said-undone = Se ha retirado todo lo de este archivo.
file-said-undone-but = Retirado, excepto { $count ->
        [one] un dato que alguien cambió después. Queda como está.
       *[other] { $count } datos que alguien cambió después. Quedan como están.
    }
file-said-columns = Las columnas quedan anotadas, también para el próximo archivo con estos títulos.
file-said-decided = Sus respuestas quedan anotadas.
file-said-nothing = No había nada nuevo que guardar.
file-classes = Trata de estas clases:
file-report = Lo que se guardó
file-report-people = Personas
file-report-new = Personas nuevas
file-report-listed = Añadidas a una lista
file-report-sessions = Sesiones marcadas
file-report-claims = Talleres
file-forgotten = El contenido de este archivo se borró después de 30 días, porque nombra a personas.
file-lacks-person = Ninguna columna dice quién vino
file-lacks-course = Ninguna columna dice qué taller fue
file-lacks-day = Ninguna columna dice qué día fue
file-lacks-text = Dígalo abajo; antes no cuenta nada.
file-columns = Columnas ({ $rows ->
        [one] una fila
       *[other] { $rows } filas
    })
file-columns-text = Compruebe qué es cada columna. Se recordará para archivos con los mismos títulos.
file-no-column = no está en el archivo
column-name = Nombre completo
column-first = Nombre
column-last = Apellido
column-email = Correo electrónico
column-number = Número de afiliación
column-role = Papel en la reunión
column-class = Clase
column-day = Fecha
column-joined = Llegó o entró a las
column-left = Se fue a las
column-minutes = Minutos presente
column-here = Estuvo (sí o no)
column-course = Taller
column-hours = Horas
file-session = ¿De qué sesión trata?
file-session-all = Todas las sesiones
file-troubles = { $count ->
        [one] Se omite una fila
       *[other] Se omiten { $count } filas
    }
file-line = Línea { $line }:
trouble-nobody = no nombra a nadie.
trouble-day = no es una fecha:
trouble-time = no es una fecha con hora:
trouble-minutes = no es una duración:
trouble-hours = no es un número de horas:
trouble-no-session = no coincide con ninguna sesión.
trouble-not-begun = trata de una sesión que no ha empezado.
file-questions = Lo que solo usted puede saber
file-which-class = ¿Qué clase es «{ $said }»?
file-not-yet = sin decidir
file-no-class = Ninguna: omitir estas filas
file-telephone = Parece un teléfono.
file-listed = en la lista
file-by-email = Otra persona, con este correo
file-email = Correo electrónico
file-nobody = Nadie: omitir este nombre
file-more-names = Hay { $count } nombres más cuando responda estos.
file-decide = Guardar respuestas
file-hosts = Dirigieron la reunión, no cuentan:
file-out = Omitidos por usted:
file-out-titles = Clases omitidas por usted:
file-absent = { $count ->
        [one] Una fila dice que una persona no estuvo.
       *[other] { $count } filas dicen que una persona no estuvo.
    }
file-effect = Lo que cambia
file-effect-text = Horas que corresponden por la clase, antes y después. Quien ya está marcado como presente sigue así.
file-effect-what = Clase
file-effect-before = Horas ahora
file-effect-after = Horas después
file-effect-notes = Conviene saber
file-effect-more = y { $count } más
file-said-as = en el archivo: { $name }
file-nothing = No hay nada que guardar: o las listas ya dicen todo esto, o falta responder lo que se pregunta arriba.
file-open-wait = { $count ->
        [one] Falta decidir un nombre o una clase.
       *[other] Falta decidir { $count } nombres y clases.
    } Puede guardar el resto ahora y decidir después.
file-keep-text = Las listas ya aprobadas dan las horas enseguida; las demás esperan la aprobación.
file-keep = Guardar para { $count ->
        [one] una persona
       *[other] { $count } personas
    }
file-stop = Apartar el archivo
file-undo = Retirar todo el archivo
file-undo-text = Las listas vuelven a decir lo que decían. Las horas que vinieron de él se retiran. Lo que alguien cambió después se queda.
error-file-email = «{ $text }» no es una dirección de correo. Escriba la dirección de la persona o elija otra respuesta.
effect-new-person = recibe un registro
effect-listed = se añade a la lista
effect-differs = la lista decía otra cosa
effect-undecided = asistió en parte: decide usted
effect-absent = demasiado breve para contar
effect-credited = lista aprobada: horas enseguida
effect-teaches = enseña esta clase: no cuenta
effect-known = ya está en el registro
effect-claimed = ya espera una solicitud por ella
effect-roster-says-more = la lista dice más tiempo: se queda así
effect-over-cap = supera el límite de solicitudes: espera allí
effect-oneself = es suya: responde otra persona
effect-waits = espera entre las solicitudes
files-link = Asistencia desde un archivo
files-import = Importar un archivo

# Pasar una hoja de papel, y correcciones.
paper-title = Pasar una lista de papel
paper-name = Nombre en el papel
paper-name-hint = Basta el comienzo de un nombre. Con Intro se marca a la persona y puede escribir la siguiente.
paper-here = Marcar como presente
paper-done = { $name } está marcada como presente.
paper-already = { $name } ya está marcada como presente.
paper-undone = { $name } ya no está marcada.
paper-undo = Deshacer
paper-which = ¿Quién es «{ $text }»?
paper-none = Nadie de estos
paper-list = Lista completa
paper-error-nobody = Nadie en la lista se llama «{ $text }». Revise cómo se escribe o añada a la persona en la lista completa.
paper-error-many = Muchas personas tienen «{ $text }» en su nombre. Escriba un poco más.
paper-error-minutes = Escriba los minutos como un número de 0 a 999, o déjelo vacío.
paper-error-not-begun = No se puede marcar a nadie antes de que se abran las puertas. Funciona desde el { $from }.
attendance-overdue = Con retraso
attendance-due = A la espera de quien enseña
attendance-closed = A la espera de usted
correction-title = Lo que cambia esta corrección
correction-lead = Estas horas ya se dieron. La diferencia se añade a cada registro, con su nombre y motivo; no se sobrescribe nada.
correction-agree = Hacer la corrección
correction-completes = así tiene todo para el certificado
correction-short = así le falta algo para el certificado
correction-short-certificate = así le falta algo, y tiene el certificado
correction-certificate-title = Hay un certificado al que esto le quita horas
correction-certificate = Sigue siendo válido hasta que se retire, lo que deciden dos personas juntas.
file-show-effect = Mostrar lo que cambiaría este archivo grande
effect-changed-since = alguien lo cambió después: se queda así
file-long-line = La línea { $line } es mucho más larga que una línea de una tabla. ¿Es este el archivo?
file-lacks-unit = Nada dice qué son los números de la columna de duraciones: horas, minutos o segundos
file-lacks-order = Fechas como 3/4/2027 pueden ser dos días, y nada en el archivo dice cuál
file-lacks-zone = Un encabezado nombra una zona horaria que aquí no se conoce
file-lacks-action = Una columna con lo que hizo cada persona necesita otra con la hora
column-action = Entró o salió
column-at = Hora de entrar o salir
file-said-in-cells = lo que digan las celdas
file-said-in-dates = lo que muestren las fechas
file-unit = Los números sin palabra son
file-unit-hours = horas
file-unit-minutes = minutos
file-unit-seconds = segundos
file-order = En fechas como 3/4/2027
file-order-month-first = el mes va primero
file-order-day-first = el día va primero
file-zone = Zona horaria de las horas
file-zone-hint = Vacío: lo que digan los encabezados, o la suya. O por ejemplo ET, UTC-5, America/Chicago.
error-file-zone = «{ $text }» no es una zona horaria que se conozca aquí. Escriba por ejemplo ET, UTC-5 o America/Chicago.
file-unread = { $count ->
        [one] Una columna no se lee
       *[other] { $count } columnas no se leen
    }
file-unread-column = { $head }, por ejemplo «{ $cell }»
file-everybody = ¿Estuvieron todas las personas de este archivo todo el tiempo?
file-everybody-text = { $count ->
        [one] Una fila nombra a alguien
       *[other] { $count } filas nombran a personas
    }, y ninguna columna dice cuándo estuvieron, cuánto tiempo o si vinieron. Así son las listas de entradas y de inscripciones.
file-everybody-yes = Sí, todas, de principio a fin
file-everybody-no = No: nadie recibe nada por estas filas
file-which-word = ¿Qué dice «{ $word }» de una persona?
file-word-there = estuvo
file-word-away = no estuvo
file-word-nothing = ninguna de las dos: inscrita, invitada u otra cosa
file-word-joined = entró
file-word-left = salió
file-lines = { $count ->
        [one] El archivo tiene una línea
       *[other] El archivo tiene { $count } líneas
    }: qué fue de ellas
file-lines-read = leídas, como alguien que estuvo
file-lines-paired = horas de salida o de un segundo dispositivo, contadas con su entrada
file-lines-left-out = omitidas, cada una con su motivo arriba
file-lines-absent = dicen que alguien no estuvo
file-lines-unsaid = no dicen si alguien estuvo
file-lines-hosts = personas que dirigieron la reunión
file-lines-waiting = esperan una respuesta sobre el archivo
file-lines-other = de otra tabla, sin leer
file-lines-headings = encabezados y títulos
file-lines-above = encima de los encabezados
file-lines-within = más líneas de una celda
file-lines-empty = vacías
file-other-table = En la línea { $line } empieza otra tabla, que no se lee. Entréguela como archivo aparte si cuenta.
trouble-cells = tiene más celdas que encabezados. La primera que sobra es
trouble-which-day = tiene hora y no fecha, y la clase tiene varios días. Diga abajo de qué sesión se trata.
trouble-joined-only = dice cuándo entró alguien, y nada dice cuándo salió. Márquelo a mano en la lista.
trouble-left-only = dice cuándo salió alguien, y nada dice cuándo llegó. Márquelo a mano en la lista.
effect-capitals = un nombre solo en mayúsculas: corríjalo en su página
file-unit-minutes-seconds = minutos y segundos (45:30)
file-words-title = Qué significan las palabras de los archivos
file-words-lead = Usted dijo una vez qué significan estas palabras y desde entonces se leen así todos los archivos. Si una está mal, olvídela: el próximo archivo que la tenga volverá a preguntar. Los archivos guardados quedan como están; retire uno en su página para leerlo de nuevo.
file-words-none = Todavía no se ha preguntado por ninguna palabra.
file-words-forget = Olvidarla
file-words-forgotten = La palabra está olvidada.
column-status = Estado de la inscripción
column-zone = Zona horaria
column-second-last = Segundo apellido
trouble-zone = está en una zona horaria que no se conoce:
trouble-repeated = dice otra vez la misma duración y cuenta una sola vez. Anote a mano en la lista lo que falte.
file-unit-hours-minutes = horas y minutos (1:30)
file-unit-hours-minutes-seconds = horas, minutos y segundos (1:30:00)
file-all-sessions = { $class }, todas las sesiones
file-one-session = { $class }, sesión { $number }, { $time }
effect-too-long = muchas más horas que las del curso: revise la lista y anótelas como solicitud
file-not-read = ¿Alguna columna que no se lee dice quién estuvo o cuánto tiempo?
file-not-read-text = Estas columnas pueden decir quién vino o cuánto tiempo estuvo, y nadie ha dicho qué son: { $said }. Si alguna lo dice y nada de la lista de arriba le sirve, anote a estas personas a mano en la lista de asistencia.
file-not-read-yes = No, no tienen que ver con eso
file-not-read-no = Sí, o no hay certeza: nada de este archivo cuenta hasta que arriba diga qué es cada columna
file-above = ¿Estuvieron presentes las personas de esta lista?
file-above-text = Encima de la lista dice «{ $said }».
file-above-yes = Sí, estuvieron
file-above-no = No, no estuvieron
file-very-long = ¿Es correcta la unidad de las duraciones?
file-very-long-text = { $count ->
        [one] Una fila dice
       *[other] { $count } filas dicen
    } que alguien estuvo mucho más tiempo que la clase. La primera es la línea { $said }.
file-very-long-yes = Sí. Nadie recibe más que la duración de la clase
file-very-long-no = No: estas filas esperan. Elija arriba la unidad u otra columna
times-early = La sesión empieza el { $from }. Desde entonces se pueden anotar las horas
file-away = { $count ->
        [one] Una fila dice
       *[other] { $count } filas dicen
    } que alguien se ausentó un rato entre la entrada y la salida (línea { $lines }). No cuenta más que la duración que pone, desde que llegó: si hay varias sesiones, mire la lista.
column-absent = Ausente (una marca quiere decir que no estuvo)
file-ask-again = Pregúnteme otra vez
file-days-only = ¿Estuvieron las personas de las que la lista solo tiene un día?
file-days-only-text = { $count ->
        [one] Una fila tiene
       *[other] { $count } filas tienen
    } un día en «{ $said }» y ninguna hora: puede ser el día en que vinieron o el día para el que reservaron.
file-days-only-yes = Sí, vinieron ese día
file-days-only-no = No: solo dice para qué día están en la lista
file-other-course = ¿Este archivo es de esta clase?
file-other-course-text = Encima de la lista pone «{ $said }», que es otro curso.
file-other-course-yes = Sí, es de esta clase
file-other-course-no = No: nada de él cuenta aquí
file-several-lengths = ¿Las varias duraciones de un mismo nombre van una tras otra?
file-several-lengths-text = { $count ->
        [one] Una fila tiene
       *[other] { $count } filas tienen
    } varias duraciones de un mismo nombre y ninguna hora (la primera, en la línea { $said }). A quien salió y volvió se le suman; quien tenía dos aparatos estuvo una sola vez.
file-several-lengths-yes = Sí, van una tras otra: súmelas
file-several-lengths-no = No, o no hay certeza: solo cuenta la más larga
file-which-session = ¿Estas duraciones son de la primera sesión?
file-which-session-text = { $count ->
        [one] Una fila tiene
       *[other] { $count } filas tienen
    } una duración más corta que las sesiones de la clase juntas (la primera, en la línea { $said }), y nada dice de qué sesión es.
file-which-session-yes = Sí: llenan la primera sesión y después la siguiente
file-which-session-no = No, o no hay certeza: estas filas esperan. Elija la sesión arriba
file-one-scan = ¿Una entrada vale para todas las sesiones de su día?
file-one-scan-text = { $count ->
        [one] Una fila tiene
       *[other] { $count } filas tienen
    } una sola entrada y nada más, y la clase tiene varias sesiones ese día (la primera, en la línea { $said }).
file-one-scan-yes = Sí, para su sesión y las siguientes de ese día
file-one-scan-no = No, solo para su propia sesión
trouble-yes-no = dice que alguien estuvo, y otra fila dice que no. Anótelo a mano en la lista.
trouble-backwards = salió antes de llegar. Escriba 15:30 o 3:30 PM si fue por la tarde.

# The log of changes, and lists as files.
log-title = Registro de cambios
log-lead = Aquí está cada cambio: quién lo hizo, cuándo, qué había antes y después, y por qué. Nunca se quita nada.
log-check = Comprobar que está entero
log-show = Mostrar
log-from = Desde
log-to = Hasta
log-by = Hecho por
log-by-hint = Dirección de correo
log-about = Sobre
log-verb = Qué pasó
log-verb-hint = Por ejemplo signup, o signup.made
log-sign-in = Sesión
log-none = No hay nada que coincida.
log-when = Cuándo
log-who = Quién
log-what = Qué
log-change = Antes y después
log-before = Antes
log-after = Después
log-why = Por qué
log-object = Sobre
log-place = Lugar en la cadena
actor-person = Una persona que ya no está
actor-system = El programa
actor-operator = Línea de comandos
error-log-day = Escriba un día como 2026-10-03, o nada
error-log-nobody = Nadie tiene esta dirección
log-sealed = Entradas en la cadena
log-forgotten = De ellas, palabras olvidadas con una persona o por su antigüedad
log-waiting = Entradas que esperan su sello
log-head = Último código
log-whole = El registro está entero
log-whole-text = Cada entrada lleva el código de la anterior, y todas coinciden. Compare el último código con el de su correo diario para ver que no se cortó nada al final.
log-broken = El registro no coincide en el lugar { $place }
log-broken-text = Allí se cambió, se quitó o se puso una entrada sin pasar por el programa. Guarde una copia de la base de datos y llame a quien administra el servidor.
mail-log-subject = Registro de cambios: { $count } entradas
mail-log-lead = Este es el último código de hoy del registro. Guarde este correo: con él se puede demostrar después que no se cortó nada.
mail-log-button = Comprobar el registro
mail-backup-subject = Las copias de seguridad del sitio se retrasan
mail-backup-last = La última copia es de { $day }. Desde entonces no se pudo hacer ninguna.
mail-backup-none = Todavía no hay ninguna copia, y no se pudo hacer ninguna.
mail-backup-unsound = La última copia se leyó de prueba, y lo que salió no está completo.
mail-backup-what = El registro del servidor dice por qué: la carpeta puede estar llena o no disponible. Mientras no se arregle, lo que se cambia está en un solo lugar.
mail-backup-damage-subject = Daños en la base de datos del sitio
mail-backup-damage = Se revisó la base de datos y se encontró esto: { $what }
mail-backup-damage-what = Copie el archivo de la base de datos antes que nada. Después detenga el servidor y lea la última copia, nombrando la base de datos anterior, para saber qué falta.
touched-title = A quién alcanzó una sesión
touched-lead = { $count ->
    [one] En la sesión { $key } se miraron o cambiaron los datos de una persona.
   *[other] En la sesión { $key } se miraron o cambiaron los datos de { $count } personas.
  }
touched-more = Mostrar las siguientes ({ $count } más)
touched-how = Cómo
touched-changed = Cambiados
touched-seen = Mirados
touched-log = Sus cambios en el registro
export-title = Descargar esta lista
export-reason = ¿Para qué es?
export-reason-hint = Queda en el registro, con su nombre.
export-csv = Archivo CSV
export-xlsx = Archivo de Excel
log-checking = Se está leyendo todo el registro. Esta página vuelve a mirar por sí sola.
exports-title = Listas descargadas
exports-lead = Una persona descarga como máximo { $most } filas de personas al día. Una lista más larga necesita a una segunda persona de la oficina; si no hay nadie más, se puede descargar un día después y se avisa a todos los administradores.
exports-none = No hay listas largas en espera.
exports-lately = En los últimos 30 días
exports-none-lately = No se descargó ninguna lista.
exports-asked = Su lista está solicitada: con lo que descargó en el último día sería demasiado larga para una persona. Estará aquí en cuanto otra persona esté de acuerdo.
exports-agreed = Usted estuvo de acuerdo. Quien la pidió ya puede descargar la lista.
exports-declined = La lista no se entregará.
exports-over = No cambió nada: ya se decidió o se descargó antes, o se acabó el plazo.
export-list-people = Personas
export-list-log = El registro de cambios
export-list-touched = Personas afectadas por un inicio de sesión
export-rows = { $count ->
    [one] una fila
   *[other] { $count } filas
  }
export-take = Descargarla
export-ready = La puede descargar quien la pidió.
export-alone = Nadie más podía estar de acuerdo. Se puede descargar a partir de { $from }.
export-other-agrees = Otra persona de la oficina debe estar de acuerdo.
export-agree = De acuerdo
export-take-back = Retirar la solicitud
todo-exports = { $count ->
    [one] Una lista larga le espera
   *[other] { $count } listas largas le esperan
  }
touched-exports = Listas descargadas en este inicio de sesión
exports-grown = No se entregó nada: la lista creció desde que se aprobó. Pídala otra vez.
export-filter = Reducida a { $filter }

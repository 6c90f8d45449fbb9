# Reports.
report-as-of = Al { $when }.
report-few = pocos
report-few-text = Los números menores de cinco no se muestran, para que nadie se reconozca en una cifra.
report-unknown = No se sabe
report-none = Todavía no hay nada que contar.
report-table = Como tabla:
report-funnel = De la inscripción al certificado
report-months = Mes a mes
report-hours = Horas por parte y región
report-demand = A quién le falta no más de una clase
report-wanted = Qué espera la gente
report-seats = Qué tan llenas estuvieron las clases en el último año
report-regions = Certificados por región y tipo de trabajo
report-locals = Certificados por local
report-lacking = { $count ->
    [one] A 1 persona le falta solo { $part } en { $region }.
   *[other] A { $count } personas les falta solo { $part } en { $region }.
  }
report-step = Paso
report-people = Personas
report-enrolled = Con inscripción
report-signed-up = Pidieron lugar en una clase
report-credited = Tienen horas
report-half = A mitad de camino
report-complete = Completas
report-certified = Con certificado
report-month = Mes
report-region = Región
report-course = Curso
report-group = Región o trabajo
report-local = Local
report-fill = Lugares ocupados
report-no-shows = No se les vio
report-classes = Clases
report-seats-there = Lugares

"""Has OpenCASCADE do once, before the forks, what it does at its first model only.

It fills its tables of STEP's entities, types and units: a seventh of what a small model takes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import cascadio

TRIANGLE = """ISO-10303-21;
HEADER;
FILE_DESCRIPTION((''),'2;1');
FILE_NAME('triangle','2026-01-01T00:00:00',(''),(''),'','','');
FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));
ENDSEC;
DATA;
#1=CARTESIAN_POINT('',(0.,0.,0.));
#2=CARTESIAN_POINT('',(1.,0.,0.));
#3=CARTESIAN_POINT('',(0.,1.,0.));
#4=VERTEX_POINT('',#1);
#5=VERTEX_POINT('',#2);
#6=VERTEX_POINT('',#3);
#7=DIRECTION('',(1.,0.,0.));
#8=DIRECTION('',(-1.,1.,0.));
#9=DIRECTION('',(0.,-1.,0.));
#10=DIRECTION('',(0.,0.,1.));
#11=LINE('',#1,#12);
#12=VECTOR('',#7,1.);
#13=LINE('',#2,#14);
#14=VECTOR('',#8,1.);
#15=LINE('',#3,#16);
#16=VECTOR('',#9,1.);
#17=EDGE_CURVE('',#4,#5,#11,.T.);
#18=EDGE_CURVE('',#5,#6,#13,.T.);
#19=EDGE_CURVE('',#6,#4,#15,.T.);
#20=ORIENTED_EDGE('',*,*,#17,.T.);
#21=ORIENTED_EDGE('',*,*,#18,.T.);
#22=ORIENTED_EDGE('',*,*,#19,.T.);
#23=EDGE_LOOP('',(#20,#21,#22));
#24=FACE_OUTER_BOUND('',#23,.T.);
#25=AXIS2_PLACEMENT_3D('',#1,#10,#7);
#26=PLANE('',#25);
#27=ADVANCED_FACE('',(#24),#26,.T.);
#28=OPEN_SHELL('',(#27));
#29=SHELL_BASED_SURFACE_MODEL('',(#28));
#30=(LENGTH_UNIT() NAMED_UNIT(*) SI_UNIT(.MILLI.,.METRE.));
#31=(NAMED_UNIT(*) PLANE_ANGLE_UNIT() SI_UNIT($,.RADIAN.));
#32=(NAMED_UNIT(*) SI_UNIT($,.STERADIAN.) SOLID_ANGLE_UNIT());
#33=UNCERTAINTY_MEASURE_WITH_UNIT(LENGTH_MEASURE(1.E-7),#30,'distance_accuracy_value','');
#34=(GEOMETRIC_REPRESENTATION_CONTEXT(3) GLOBAL_UNCERTAINTY_ASSIGNED_CONTEXT((#33))
GLOBAL_UNIT_ASSIGNED_CONTEXT((#30,#31,#32)) REPRESENTATION_CONTEXT('',''));
#35=MANIFOLD_SURFACE_SHAPE_REPRESENTATION('',(#25,#29),#34);
#36=APPLICATION_CONTEXT('automotive design');
#37=APPLICATION_PROTOCOL_DEFINITION('international standard','automotive_design',2000,#36);
#38=PRODUCT_CONTEXT('',#36,'mechanical');
#39=PRODUCT('triangle','triangle','',(#38));
#40=PRODUCT_DEFINITION_FORMATION('','',#39);
#41=PRODUCT_DEFINITION_CONTEXT('part definition',#36,'design');
#42=PRODUCT_DEFINITION('design','',#40,#41);
#43=PRODUCT_DEFINITION_SHAPE('','',#42);
#44=SHAPE_DEFINITION_REPRESENTATION(#43,#35);
ENDSEC;
END-ISO-10303-21;
"""
"""The smallest STEP file that has all that a model must have."""


def tessellate_triangle() -> None:
    """Makes a GLB of a triangle and forgets it."""
    with tempfile.TemporaryDirectory(prefix="renderline-warm-up-") as folder:
        source, made = Path(folder, "triangle.step"), Path(folder, "triangle.glb")
        source.write_text(TRIANGLE)
        cascadio.step_to_glb(str(source), str(made), 0.1, 0.2)

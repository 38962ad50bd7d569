/* What a sample tells of a figure: the type that estimators return and tables hold. */
#ifndef TRACETAX_ESTIMATE_H
#define TRACETAX_ESTIMATE_H

struct estimate {
	double value; /* the median; NaN for n = 0 */
	double lo; /* ends of the interval; NaN if n is too small for one */
	double hi;
};

#endif

/* What a sample says of a figure: the type that estimators return and that tables hold. */
#ifndef TRACETAX_ESTIMATE_H
#define TRACETAX_ESTIMATE_H

struct estimate {
	double value; /* the median; NaN for n = 0 */
	double lo; /* of the interval; NaN where n is too small for one */
	double hi;
};

#endif

#include "CDistributions.h"

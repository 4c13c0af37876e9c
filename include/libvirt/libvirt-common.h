/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-common.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_COMMON_H
#define LIBVIRT_COMMON_H

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Marks what programs should no longer use; a program may define it first to silence the compiler. */
#ifndef VIR_DEPRECATED
# if defined(__GNUC__)
#  define VIR_DEPRECATED __attribute__((__deprecated__))
# else
#  define VIR_DEPRECATED
# endif
#endif

/* How a variable of the library is declared: some linkers must know that it lives in another file. */
#if defined(WIN32) && !defined(LIBVIRT_STATIC)
# ifdef IN_LIBVIRT
#  define VIR_EXPORT_VAR __declspec(dllexport) extern
# else
#  define VIR_EXPORT_VAR __declspec(dllimport) extern
# endif
#else
# define VIR_EXPORT_VAR extern
#endif

/**
 * LIBVIR_VERSION_NUMBER:
 *
 * Since: 0.0.1
 */
#define LIBVIR_VERSION_NUMBER 11003000

/**
 * VIR_TYPED_PARAM_FIELD_LENGTH:
 *
 * Since: 0.9.2
 */
#define VIR_TYPED_PARAM_FIELD_LENGTH 80

/**
 * virConnectCloseReason:
 *
 * Since: 0.10.0
 */
typedef enum {
    VIR_CONNECT_CLOSE_REASON_ERROR = 0, /* (Since: 0.10.0) */
    VIR_CONNECT_CLOSE_REASON_EOF = 1, /* (Since: 0.10.0) */
    VIR_CONNECT_CLOSE_REASON_KEEPALIVE = 2, /* (Since: 0.10.0) */
    VIR_CONNECT_CLOSE_REASON_CLIENT = 3 /* (Since: 0.10.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_CONNECT_CLOSE_REASON_LAST = 4 /* (Since: 0.10.0) */
#endif
} virConnectCloseReason;

/**
 * virTypedParameterType:
 *
 * Since: 0.9.2
 */
typedef enum {
    VIR_TYPED_PARAM_INT = 1, /* (Since: 0.9.2) */
    VIR_TYPED_PARAM_UINT = 2, /* (Since: 0.9.2) */
    VIR_TYPED_PARAM_LLONG = 3, /* (Since: 0.9.2) */
    VIR_TYPED_PARAM_ULLONG = 4, /* (Since: 0.9.2) */
    VIR_TYPED_PARAM_DOUBLE = 5, /* (Since: 0.9.2) */
    VIR_TYPED_PARAM_BOOLEAN = 6, /* (Since: 0.9.2) */
    VIR_TYPED_PARAM_STRING = 7 /* (Since: 0.9.8) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_TYPED_PARAM_LAST = 8 /* (Since: 0.9.10) */
#endif
} virTypedParameterType;

/**
 * virTypedParameterFlags:
 *
 * Since: 0.9.8
 */
typedef enum {
    VIR_TYPED_PARAM_STRING_OKAY = (1 << 2) /* (Since: 0.9.8) */
} virTypedParameterFlags;

/**
 * LIBVIR_CHECK_VERSION:
 *
 * True when the headers' version number is at least major*1000000+minor*1000+micro.
 *
 * Since: 1.2.0
 */
#define LIBVIR_CHECK_VERSION(major, minor, micro) \
    ((major) * 1000000 + (minor) * 1000 + (micro) <= LIBVIR_VERSION_NUMBER)

/**
 * virTypedParameter:
 *
 * Short name of struct _virTypedParameter.
 *
 * Since: 0.9.2
 */
typedef struct _virTypedParameter virTypedParameter;

/**
 * virTypedParameterPtr:
 *
 * Pointer to virTypedParameter.
 *
 * Since: 0.9.2
 */
typedef virTypedParameter *virTypedParameterPtr;

/**
 * virTypedParameter:
 *
 * Since: 0.9.2
 */
struct _virTypedParameter {
    char field[VIR_TYPED_PARAM_FIELD_LENGTH];
    int type;
    union {
        int i; /* int */
        unsigned int ui; /* unsigned int */
        long long l; /* long long */
        unsigned long long ul; /* unsigned long long */
        double d; /* double */
        char b; /* char */
        char *s; /* char * */
    } value;
};

/**
 * virFreeCallback:
 * @opaque: see above
 *
 * Since: 0.5.0
 */
typedef void (*virFreeCallback)(void *opaque);

/**
 * virTypedParamsAddBoolean:
 * @params: see above
 * @nparams: see above
 * @maxparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.0.2
 */
int virTypedParamsAddBoolean(virTypedParameterPtr *params,
                             int *nparams,
                             int *maxparams,
                             const char *name,
                             int value);

/**
 * virTypedParamsAddDouble:
 * @params: see above
 * @nparams: see above
 * @maxparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.0.2
 */
int virTypedParamsAddDouble(virTypedParameterPtr *params,
                            int *nparams,
                            int *maxparams,
                            const char *name,
                            double value);

/**
 * virTypedParamsAddFromString:
 * @params: see above
 * @nparams: see above
 * @maxparams: see above
 * @name: see above
 * @type: see above
 * @value: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.0.2
 */
int virTypedParamsAddFromString(virTypedParameterPtr *params,
                                int *nparams,
                                int *maxparams,
                                const char *name,
                                int type,
                                const char *value);

/**
 * virTypedParamsAddInt:
 * @params: see above
 * @nparams: see above
 * @maxparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.0.2
 */
int virTypedParamsAddInt(virTypedParameterPtr *params,
                         int *nparams,
                         int *maxparams,
                         const char *name,
                         int value);

/**
 * virTypedParamsAddLLong:
 * @params: see above
 * @nparams: see above
 * @maxparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.0.2
 */
int virTypedParamsAddLLong(virTypedParameterPtr *params,
                           int *nparams,
                           int *maxparams,
                           const char *name,
                           long long value);

/**
 * virTypedParamsAddString:
 * @params: see above
 * @nparams: see above
 * @maxparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.0.2
 */
int virTypedParamsAddString(virTypedParameterPtr *params,
                            int *nparams,
                            int *maxparams,
                            const char *name,
                            const char *value);

/**
 * virTypedParamsAddStringList:
 * @params: see above
 * @nparams: see above
 * @maxparams: see above
 * @name: see above
 * @values: see above
 *
 * Returns the result.
 *
 * Since: 1.2.17
 */
int virTypedParamsAddStringList(virTypedParameterPtr *params,
                                int *nparams,
                                int *maxparams,
                                const char *name,
                                const char **values);

/**
 * virTypedParamsAddUInt:
 * @params: see above
 * @nparams: see above
 * @maxparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.0.2
 */
int virTypedParamsAddUInt(virTypedParameterPtr *params,
                          int *nparams,
                          int *maxparams,
                          const char *name,
                          unsigned int value);

/**
 * virTypedParamsAddULLong:
 * @params: see above
 * @nparams: see above
 * @maxparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.0.2
 */
int virTypedParamsAddULLong(virTypedParameterPtr *params,
                            int *nparams,
                            int *maxparams,
                            const char *name,
                            unsigned long long value);

/**
 * virTypedParamsClear:
 * @params: see above
 * @nparams: see above
 *
 * Since: 1.0.2
 */
void virTypedParamsClear(virTypedParameterPtr params, int nparams);

/**
 * virTypedParamsFree:
 * @params: see above
 * @nparams: see above
 *
 * Since: 1.0.2
 */
void virTypedParamsFree(virTypedParameterPtr params, int nparams);

/**
 * virTypedParamsGet:
 * @params: see above
 * @nparams: see above
 * @name: see above
 *
 * Returns the result.
 *
 * Since: 1.0.2
 */
virTypedParameterPtr virTypedParamsGet(virTypedParameterPtr params, int nparams, const char *name);

/**
 * virTypedParamsGetBoolean:
 * @params: see above
 * @nparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetBoolean(virTypedParameterPtr params,
                             int nparams,
                             const char *name,
                             int *value);

/**
 * virTypedParamsGetDouble:
 * @params: see above
 * @nparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetDouble(virTypedParameterPtr params,
                            int nparams,
                            const char *name,
                            double *value);

/**
 * virTypedParamsGetInt:
 * @params: see above
 * @nparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetInt(virTypedParameterPtr params, int nparams, const char *name, int *value);

/**
 * virTypedParamsGetLLong:
 * @params: see above
 * @nparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetLLong(virTypedParameterPtr params,
                           int nparams,
                           const char *name,
                           long long *value);

/**
 * virTypedParamsGetString:
 * @params: see above
 * @nparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetString(virTypedParameterPtr params,
                            int nparams,
                            const char *name,
                            const char **value);

/**
 * virTypedParamsGetUInt:
 * @params: see above
 * @nparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetUInt(virTypedParameterPtr params,
                          int nparams,
                          const char *name,
                          unsigned int *value);

/**
 * virTypedParamsGetULLong:
 * @params: see above
 * @nparams: see above
 * @name: see above
 * @value: see above
 *
 * Returns the result.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetULLong(virTypedParameterPtr params,
                            int nparams,
                            const char *name,
                            unsigned long long *value);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_COMMON_H */

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-common.h: what all parts share: versions, typed parameters, close reasons.
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
 * Version of these headers: major * 1000000 + minor * 1000 + release.
 *
 * Since: 0.0.1
 */
#define LIBVIR_VERSION_NUMBER 11003000

/**
 * VIR_TYPED_PARAM_FIELD_LENGTH:
 *
 * Room for the name of a typed parameter, in bytes with the final zero.
 *
 * Since: 0.9.2
 */
#define VIR_TYPED_PARAM_FIELD_LENGTH 80

/**
 * virConnectCloseReason:
 *
 * Why a connection was lost.
 *
 * Since: 0.10.0
 */
typedef enum {
    VIR_CONNECT_CLOSE_REASON_ERROR = 0, /* a failure of the transport (Since: 0.10.0) */
    VIR_CONNECT_CLOSE_REASON_EOF = 1, /* the other side closed it (Since: 0.10.0) */
    VIR_CONNECT_CLOSE_REASON_KEEPALIVE = 2, /* the other side stayed silent for too long (Since: 0.10.0) */
    VIR_CONNECT_CLOSE_REASON_CLIENT = 3 /* the program asked for it (Since: 0.10.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_CONNECT_CLOSE_REASON_LAST = 4 /* (Since: 0.10.0) */
#endif
} virConnectCloseReason;

/**
 * virTypedParameterType:
 *
 * Types of a value, and with them the member of the union that holds it.
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
 * What a program can receive.
 *
 * Since: 0.9.8
 */
typedef enum {
    /* strings too; set by the library itself since all programs can (Since: 0.9.8) */
    VIR_TYPED_PARAM_STRING_OKAY = (1 << 2)
} virTypedParameterFlags;

/**
 * LIBVIR_CHECK_VERSION:
 *
 * True when these headers are of version major.minor.micro or newer.
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
 * One named value of one of several types.
 *
 * Since: 0.9.2
 */
struct _virTypedParameter {
    char field[VIR_TYPED_PARAM_FIELD_LENGTH]; /* name */
    int type; /* which member of value holds, of virTypedParameterType */
    /* the value */
    union {
        int i; /* VIR_TYPED_PARAM_INT */
        unsigned int ui; /* VIR_TYPED_PARAM_UINT */
        long long l; /* VIR_TYPED_PARAM_LLONG */
        unsigned long long ul; /* VIR_TYPED_PARAM_ULLONG */
        double d; /* VIR_TYPED_PARAM_DOUBLE */
        char b; /* VIR_TYPED_PARAM_BOOLEAN, 0 or 1 */
        char *s; /* VIR_TYPED_PARAM_STRING; may be NULL */
    } value;
};

/**
 * virFreeCallback:
 * @opaque: pointer given when the callback was registered
 *
 * Releases what a callback's pointer stands for, when the callback is gone.
 *
 * Since: 0.5.0
 */
typedef void (*virFreeCallback)(void *opaque);

/**
 * virTypedParamsAddBoolean:
 * @params: the array, which grows as needed; start with NULL and both counters 0
 * @nparams: number of values in the array
 * @maxparams: room in the array, kept by the caller between calls
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: 0 for false, anything else for true
 *
 * Appends a boolean to a growing array.
 *
 * Returns 0, or -1 when the name is too long.
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
 * @params: the array, which grows as needed; start with NULL and both counters 0
 * @nparams: number of values in the array
 * @maxparams: room in the array, kept by the caller between calls
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: the value
 *
 * Appends a double to a growing array.
 *
 * Returns 0, or -1 when the name is too long.
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
 * @params: the array, which grows as needed; start with NULL and both counters 0
 * @nparams: number of values in the array
 * @maxparams: room in the array, kept by the caller between calls
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @type: type of the value, of virTypedParameterType
 * @value: the value as text
 *
 * Appends a value that is given as text; the text is read according to @type.
 *
 * Returns 0, or -1 when the name is too long.
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
 * @params: the array, which grows as needed; start with NULL and both counters 0
 * @nparams: number of values in the array
 * @maxparams: room in the array, kept by the caller between calls
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: the value
 *
 * Appends an int to a growing array.
 *
 * Returns 0, or -1 when the name is too long.
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
 * @params: the array, which grows as needed; start with NULL and both counters 0
 * @nparams: number of values in the array
 * @maxparams: room in the array, kept by the caller between calls
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: the value
 *
 * Appends a long long to a growing array.
 *
 * Returns 0, or -1 when the name is too long.
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
 * @params: the array, which grows as needed; start with NULL and both counters 0
 * @nparams: number of values in the array
 * @maxparams: room in the array, kept by the caller between calls
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: the string; NULL stores no string
 *
 * Appends a string to a growing array; the string is copied.
 *
 * Returns 0, or -1 when the name is too long.
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
 * @params: the array, which grows as needed; start with NULL and both counters 0
 * @nparams: number of values in the array
 * @maxparams: room in the array, kept by the caller between calls
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @values: NULL-terminated array of strings, each is copied; NULL adds nothing
 *
 * Appends one string value per entry, all under the same name.
 *
 * Returns 0, or -1 when the name is too long.
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
 * @params: the array, which grows as needed; start with NULL and both counters 0
 * @nparams: number of values in the array
 * @maxparams: room in the array, kept by the caller between calls
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: the value
 *
 * Appends an unsigned int to a growing array.
 *
 * Returns 0, or -1 when the name is too long.
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
 * @params: the array, which grows as needed; start with NULL and both counters 0
 * @nparams: number of values in the array
 * @maxparams: room in the array, kept by the caller between calls
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: the value
 *
 * Appends an unsigned long long to a growing array.
 *
 * Returns 0, or -1 when the name is too long.
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
 * @params: the values
 * @nparams: number of values in @params
 *
 * Releases the strings inside the values, but not the array itself.
 *
 * Since: 1.0.2
 */
void virTypedParamsClear(virTypedParameterPtr params, int nparams);

/**
 * virTypedParamsFree:
 * @params: the values
 * @nparams: number of values in @params
 *
 * Releases the strings inside the values and the array.
 *
 * Since: 1.0.2
 */
void virTypedParamsFree(virTypedParameterPtr params, int nparams);

/**
 * virTypedParamsGet:
 * @params: the values
 * @nparams: number of values in @params
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 *
 * Finds the first value with the given name.
 *
 * Returns a pointer into the array, or NULL when there is none.
 *
 * Since: 1.0.2
 */
virTypedParameterPtr virTypedParamsGet(virTypedParameterPtr params, int nparams, const char *name);

/**
 * virTypedParamsGetBoolean:
 * @params: the values
 * @nparams: number of values in @params
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: where the value is stored; may be NULL
 *
 * Reads a boolean by name.
 *
 * Returns 1 when found, 0 when there is none, -1 when it has another type.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetBoolean(virTypedParameterPtr params,
                             int nparams,
                             const char *name,
                             int *value);

/**
 * virTypedParamsGetDouble:
 * @params: the values
 * @nparams: number of values in @params
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: where the value is stored; may be NULL
 *
 * Reads a double by name.
 *
 * Returns 1 when found, 0 when there is none, -1 when it has another type.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetDouble(virTypedParameterPtr params,
                            int nparams,
                            const char *name,
                            double *value);

/**
 * virTypedParamsGetInt:
 * @params: the values
 * @nparams: number of values in @params
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: where the value is stored; may be NULL
 *
 * Reads an int by name.
 *
 * Returns 1 when found, 0 when there is none, -1 when it has another type.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetInt(virTypedParameterPtr params, int nparams, const char *name, int *value);

/**
 * virTypedParamsGetLLong:
 * @params: the values
 * @nparams: number of values in @params
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: where the value is stored; may be NULL
 *
 * Reads a long long by name.
 *
 * Returns 1 when found, 0 when there is none, -1 when it has another type.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetLLong(virTypedParameterPtr params,
                           int nparams,
                           const char *name,
                           long long *value);

/**
 * virTypedParamsGetString:
 * @params: the values
 * @nparams: number of values in @params
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: where a pointer to the string inside the array is stored; do not free it; may be NULL
 *
 * Reads a string by name.
 *
 * Returns 1 when found, 0 when there is none, -1 when it has another type.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetString(virTypedParameterPtr params,
                            int nparams,
                            const char *name,
                            const char **value);

/**
 * virTypedParamsGetUInt:
 * @params: the values
 * @nparams: number of values in @params
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: where the value is stored; may be NULL
 *
 * Reads an unsigned int by name.
 *
 * Returns 1 when found, 0 when there is none, -1 when it has another type.
 *
 * Since: 1.0.2
 */
int virTypedParamsGetUInt(virTypedParameterPtr params,
                          int nparams,
                          const char *name,
                          unsigned int *value);

/**
 * virTypedParamsGetULLong:
 * @params: the values
 * @nparams: number of values in @params
 * @name: name of the value, shorter than VIR_TYPED_PARAM_FIELD_LENGTH
 * @value: where the value is stored; may be NULL
 *
 * Reads an unsigned long long by name.
 *
 * Returns 1 when found, 0 when there is none, -1 when it has another type.
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

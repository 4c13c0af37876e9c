# SPDX-License-Identifier: LGPL-2.1-or-later
# A unity build (preset unity) merges files. In the targets below the files use the same file-local names for the same
# thing (the rows of an element, the logger, a device's build step), which reads better than a prefix: they stay apart.
if(CMAKE_UNITY_BUILD)
  set_target_properties(
    vireo_xml vireo_model vireo_run vireo_host vireo_api vireo_hv vireo_drivers_qemu vireo_drivers_test vireo_shim_objects
    vireod virsh golden unit_drivers_qemu unit_host unit_shim
    PROPERTIES UNITY_BUILD OFF)
endif()

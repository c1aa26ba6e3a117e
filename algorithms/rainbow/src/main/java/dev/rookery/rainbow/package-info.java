/**
 * Rainbow (Hessel et al. 2018), whose six parts each switch off by a setting, and C51 (Bellemare et
 * al. 2017), which is one of them alone.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.rainbow;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;

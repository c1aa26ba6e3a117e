/**
 * Networks outside the learner, as ONNX. {@link dev.rookery.core.onnx.OnnxExporter} makes models of
 * DJL block trees: for acting, with the weights as inputs of the graph, and self-contained policy
 * files for any ONNX runtime. {@link dev.rookery.core.onnx.OnnxNetwork} acts with the first, {@link
 * dev.rookery.core.onnx.OnnxPolicy} with the second. A block of one's own says how it is exported
 * by implementing {@link dev.rookery.core.onnx.OnnxExportable}.
 *
 * <p>Nothing here learns, and nothing here needs DJL's engine.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.onnx;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;

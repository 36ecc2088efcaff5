/** Mean (0–1) over the channels of the skin that the inpainting network was trained on. */
const TRAINED_MEAN = 0.62;
/**
 * Largest value of a window's bright pixels (a channel's mean plus two standard deviations). The network clips at 1.
 */
const BRIGHTEST = 0.97;
/** Largest exposure. A higher one would amplify the steps of 8-bit values, not skin. */
const MOST = 4;
/** Only every fourth pixel is measured. */
const STRIDE = 4;

/**
 * The factor, 1 to 4, that brings an image to the mean that the inpainting network was trained on. The network's error
 * is the same number of levels on any skin, and a level is twice as visible on dark skin. So the caller brightens dark
 * skin by this factor and divides the fill by it.
 *
 * @param image planar RGB, 0–1, `keep.length` values a channel
 * @param keep 1 where the network sees the image, 0 in holes
 */
export function exposureFor(image: Float32Array, keep: Float32Array): number {
  const channels = [0, 1, 2].map((channel) => {
    let [count, sum, squares] = [0, 0, 0];
    for (let index = 0; index < keep.length; index += STRIDE) {
      const value = image[channel * keep.length + index]! * keep[index]!;
      count += keep[index]!;
      sum += value;
      squares += value * value;
    }
    const mean = count === 0 ? 1 : sum / count;
    return { mean, bright: mean + 2 * Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) };
  });
  const mean = channels.reduce((sum, channel) => sum + channel.mean, 0) / channels.length;
  return Math.max(
    1,
    Math.min(MOST, TRAINED_MEAN / mean, BRIGHTEST / Math.max(...channels.map(({ bright }) => bright))),
  );
}

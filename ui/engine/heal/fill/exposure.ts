/** Mean (0–1) over the channels of the skin that the inpainting network was trained on. */
const USUAL = 0.62;
/** What a window's bright pixels (mean and two standard deviations of a channel) may reach: the network ends at 1. */
const BRIGHTEST = 0.97;
/** More than this would amplify the steps of 8 bits, not skin. */
const MOST = 4;
/** One pixel in so many tells the tone. */
const STRIDE = 4;

/**
 * How many times brighter an image must be shown to the inpainting network to have the light that it knows best, 1 to 4. Its error is
 * as many levels on any skin, and on dark skin a level is seen twice as well; so dark skin is shown brighter, and its fill taken back.
 *
 * @param image planar RGB, 0–1 @param keep 1 where the image is seen, 0 in holes
 */
export function exposureFor(image: Float32Array, keep: Float32Array): number {
  const channels = [0, 1, 2].map((channel) => {
    let [seen, sum, squares] = [0, 0, 0];
    for (let index = 0; index < keep.length; index += STRIDE) {
      const value = image[channel * keep.length + index]! * keep[index]!;
      seen += keep[index]!;
      sum += value;
      squares += value * value;
    }
    const mean = seen === 0 ? 1 : sum / seen;
    return { mean, bright: mean + 2 * Math.sqrt(Math.max(0, squares / Math.max(1, seen) - mean * mean)) };
  });
  const mean = channels.reduce((sum, channel) => sum + channel.mean, 0) / channels.length;
  return Math.max(1, Math.min(MOST, USUAL / mean, BRIGHTEST / Math.max(...channels.map(({ bright }) => bright))));
}

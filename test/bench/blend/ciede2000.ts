/**
 * CIEDE2000 of two CIELAB colours (Sharma, Wu, Dalal 2005, eq. 2–22), all weights 1.
 * @param one L* a* b*
 */
export function ciede2000(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const meanChroma = (Math.hypot(one[1]!, one[2]!) + Math.hypot(other[1]!, other[2]!)) / 2;
  const seventh = meanChroma ** 7;
  const stretch = 1 + 0.5 * (1 - Math.sqrt(seventh / (seventh + 25 ** 7)));
  const [a1, a2] = [stretch * one[1]!, stretch * other[1]!];
  const [c1, c2] = [Math.hypot(a1, one[2]!), Math.hypot(a2, other[2]!)];
  const [h1, h2] = [Math.atan2(one[2]!, a1), Math.atan2(other[2]!, a2)];
  let turn = c1 * c2 === 0 ? 0 : h2 - h1;
  if (turn > Math.PI) turn -= 2 * Math.PI;
  if (turn < -Math.PI) turn += 2 * Math.PI;
  const hue = c1 * c2 === 0 ? h1 + h2 : h1 + turn / 2;
  const [light, chroma] = [(one[0]! + other[0]!) / 2, (c1 + c2) / 2];
  const t =
    1 -
    0.17 * Math.cos(hue - Math.PI / 6) +
    0.24 * Math.cos(2 * hue) +
    0.32 * Math.cos(3 * hue + Math.PI / 30) -
    0.2 * Math.cos(4 * hue - (63 * Math.PI) / 180);
  const degrees = ((hue * 180) / Math.PI + 360) % 360;
  const rotation =
    -2 *
    Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)) *
    Math.sin((Math.PI / 3) * Math.exp(-(((degrees - 275) / 25) ** 2)));
  const deltaL = (other[0]! - one[0]!) / (1 + (0.015 * (light - 50) ** 2) / Math.sqrt(20 + (light - 50) ** 2));
  const deltaC = (c2 - c1) / (1 + 0.045 * chroma);
  const deltaH = (2 * Math.sqrt(c1 * c2) * Math.sin(turn / 2)) / (1 + 0.015 * chroma * t);
  return Math.sqrt(deltaL ** 2 + deltaC ** 2 + deltaH ** 2 + rotation * deltaC * deltaH);
}

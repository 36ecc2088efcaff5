/**
 * Undoes the filters of `rows` rows in place (PNG third edition §9.2). Each row is a filter type and `rowBytes` bytes.
 * @param data filtered rows; the first begins at `offset`
 * @param distance bytes from a byte to the corresponding one of the pixel to its left
 * @throws Error for an unknown filter type
 */
export function unfilterRows(data: Uint8Array, offset: number, rows: number, rowBytes: number, distance: number): void {
  let above: Uint8Array = new Uint8Array(rowBytes);
  for (let row = 0, start = offset; row < rows; row++, start += 1 + rowBytes) {
    const line = data.subarray(start + 1, start + 1 + rowBytes);
    const filter = data[start]!;
    if (filter === 1) undoSub(line, distance);
    else if (filter === 2) undoUp(line, above);
    else if (filter === 3) undoAverage(line, above, distance);
    else if (filter === 4) undoPaeth(line, above, distance);
    else if (filter !== 0) throw new Error(`unknown filter ${filter}`);
    above = line;
  }
}

function undoSub(line: Uint8Array, distance: number): void {
  for (let index = distance; index < line.length; index++) line[index] = line[index]! + line[index - distance]!;
}

function undoUp(line: Uint8Array, above: Uint8Array): void {
  for (let index = 0; index < line.length; index++) line[index] = line[index]! + above[index]!;
}

function undoAverage(line: Uint8Array, above: Uint8Array, distance: number): void {
  for (let index = 0; index < line.length; index++) {
    const left = index < distance ? 0 : line[index - distance]!;
    line[index] = line[index]! + ((left + above[index]!) >> 1);
  }
}

function undoPaeth(line: Uint8Array, above: Uint8Array, distance: number): void {
  for (let index = 0; index < line.length; index++) {
    const left = index < distance ? 0 : line[index - distance]!;
    const corner = index < distance ? 0 : above[index - distance]!;
    line[index] = line[index]! + paeth(left, above[index]!, corner);
  }
}

/** The one of the three that is nearest to left + up − corner (§9.4). */
function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

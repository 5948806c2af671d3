/**
 * Cholesky decomposition of a sparse symmetric matrix whose rows are stored from their first entry to the diagonal (the
 * envelope; fill stays inside it). On a grid that is numbered along its shorter side a row is as long as that side: 10,000
 * shots of 100 x 100 need 10,000 rows of 102 numbers, 8 MB. Holes and long rows cost only where they are.
 */
export type Envelope = {
  size: number;
  /** Node -> row of the matrix. */
  row: Int32Array;
  /** First column of each row. */
  first: Int32Array;
  /** Where each row begins in `values`; its diagonal is the last number before the next row begins. */
  begin: Float64Array;
  values: Float64Array;
};

/** Room for a matrix with entries between `from[k]` and `to[k]`, numbered in the cheapest of the given orders of nodes. */
export function envelopeFor(from: Int32Array, to: Int32Array, orders: Int32Array[]): Envelope {
  const layouts = orders.map((order) => layOut(from, to, order));
  const { row, first } = layouts.reduce((best, each) => (each.work < best.work ? each : best));
  const size = row.length;
  const begin = new Float64Array(size + 1);
  for (let i = 0; i < size; i++) begin[i + 1] = begin[i]! + i - first[i]! + 1;
  return { size, row, first, begin, values: new Float64Array(begin[size]!) };
}

function layOut(from: Int32Array, to: Int32Array, order: Int32Array) {
  const row = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) row[order[i]!] = i;
  const first = Int32Array.from(order, (_, i) => i);
  for (let k = 0; k < from.length; k++) {
    const high = Math.max(row[from[k]!]!, row[to[k]!]!);
    first[high] = Math.min(first[high]!, row[from[k]!]!, row[to[k]!]!);
  }
  const work = first.reduce((sum, column, i) => sum + (i - column) ** 2, 0);
  return { row, first, work };
}

/**
 * Fills in the equations of least squares and decomposes them: `weights[k]` holds the ends of entry k together, `anchors[i]`
 * holds node i where it is. Every connected part needs an anchor above zero.
 */
export function decompose(
  envelope: Envelope,
  { from, to, weights, anchors }: { from: Int32Array; to: Int32Array; weights: Float64Array; anchors: Float64Array },
): void {
  const { size, row, begin, values } = envelope;
  values.fill(0);
  for (let i = 0; i < size; i++) values[begin[row[i]! + 1]! - 1] = anchors[i]!;
  for (let k = 0; k < from.length; k++) {
    const weight = weights[k]!;
    if (weight === 0) continue;
    const a = row[from[k]!]!;
    const b = row[to[k]!]!;
    const [low, high] = a < b ? [a, b] : [b, a];
    values[begin[a + 1]! - 1]! += weight;
    values[begin[b + 1]! - 1]! += weight;
    values[begin[high + 1]! - 1 - (high - low)]! -= weight;
  }
  for (let i = 0; i < size; i++) decomposeRow(envelope, i);
}

/** Least that a pivot is taken for: rounding may bring one to zero where two nodes hang together by almost nothing. */
const LEAST_PIVOT = 1e-12;

function decomposeRow(envelope: Envelope, i: number): void {
  const { first, begin, values } = envelope;
  const from = first[i]!;
  // values[mine + j] is the entry of column j.
  const mine = begin[i]! - from;
  let j = from;
  while (j < i) {
    if (j + 3 < i && first[j + 1]! <= j && first[j + 2]! <= j && first[j + 3]! <= j) {
      fourColumns(envelope, mine, from, j);
      j += 4;
    } else {
      const theirs = begin[j]! - first[j]!;
      const sum = dot(values, mine, theirs, Math.max(from, first[j]!), j);
      values[mine + j] = (values[mine + j]! - sum) / values[theirs + j]!;
      j++;
    }
  }
  const rest = values[mine + i]! - dot(values, mine, mine, from, i);
  values[mine + i] = Math.sqrt(Math.max(rest, LEAST_PIVOT));
}

/** Columns j to j + 3 of a row at once: each of its numbers is read once for four products, which halves the time. */
function fourColumns({ first, begin, values }: Envelope, mine: number, from: number, j: number): void {
  const a = begin[j]! - first[j]!;
  const b = begin[j + 1]! - first[j + 1]!;
  const c = begin[j + 2]! - first[j + 2]!;
  const d = begin[j + 3]! - first[j + 3]!;
  const common = Math.max(from, first[j]!, first[j + 1]!, first[j + 2]!, first[j + 3]!);
  let s0 = dot(values, mine, a, Math.max(from, first[j]!), common);
  let s1 = dot(values, mine, b, Math.max(from, first[j + 1]!), common);
  let s2 = dot(values, mine, c, Math.max(from, first[j + 2]!), common);
  let s3 = dot(values, mine, d, Math.max(from, first[j + 3]!), common);
  for (let p = common; p < j; p++) {
    const value = values[mine + p]!;
    s0 += value * values[a + p]!;
    s1 += value * values[b + p]!;
    s2 += value * values[c + p]!;
    s3 += value * values[d + p]!;
  }
  const v0 = (values[mine + j]! - s0) / values[a + j]!;
  s1 += v0 * values[b + j]!;
  const v1 = (values[mine + j + 1]! - s1) / values[b + j + 1]!;
  s2 += v0 * values[c + j]! + v1 * values[c + j + 1]!;
  const v2 = (values[mine + j + 2]! - s2) / values[c + j + 2]!;
  s3 += v0 * values[d + j]! + v1 * values[d + j + 1]! + v2 * values[d + j + 2]!;
  values[mine + j] = v0;
  values[mine + j + 1] = v1;
  values[mine + j + 2] = v2;
  values[mine + j + 3] = (values[mine + j + 3]! - s3) / values[d + j + 3]!;
}

/** Always in the same order, so always the same number. */
function dot(values: Float64Array, a: number, b: number, from: number, to: number): number {
  let sum = 0;
  for (let p = from; p < to; p++) sum += values[a + p]! * values[b + p]!;
  return sum;
}

/** Solves for one right side (by node); answers by node. */
export function substitute({ size, row, first, begin, values }: Envelope, right: Float64Array): Float64Array {
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) x[row[i]!] = right[i]!;
  for (let i = 0; i < size; i++) {
    const mine = begin[i]! - first[i]!;
    let sum = x[i]!;
    for (let p = first[i]!; p < i; p++) sum -= values[mine + p]! * x[p]!;
    x[i] = sum / values[mine + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    const mine = begin[i]! - first[i]!;
    const value = x[i]! / values[mine + i]!;
    x[i] = value;
    for (let p = first[i]!; p < i; p++) x[p]! -= values[mine + p]! * value;
  }
  return Float64Array.from(row, (at) => x[at]!);
}

/**
 * One step of Stockham's transform for each radix. `groups`: n / step / radix; input (r + step * (q + groups * t)), t < radix,
 * goes to output (r + step * (radix * q + t)) after a transform of length radix and a turn by q * t * step. Vectors of 16 bytes;
 * the imaginary parts begin n vectors behind the real ones.
 */
const SIN60: f32 = 0.8660254037844386;
const COS72: f32 = 0.30901699437494745;
const COS144: f32 = -0.8090169943749475;
const SIN72: f32 = 0.9510565162951535;
const SIN144: f32 = 0.5877852522924731;

/** Stores the complex (re, im) times the turn (c, s), which is (cos, -sin). */
function turned(at: usize, part: usize, re: v128, im: v128, c: v128, s: v128): void {
  v128.store(at, f32x4.sub(f32x4.mul(re, c), f32x4.mul(im, s)));
  v128.store(at + part, f32x4.add(f32x4.mul(re, s), f32x4.mul(im, c)));
}

export function radix2(n: i32, groups: i32, step: i32, turns: usize, from: usize, to: usize): void {
  const part = <usize>(16 * n);
  const apart = <usize>(16 * step * groups);
  const next = <usize>(16 * step);
  for (let q = 0; q < groups; q++) {
    const turn = turns + 8 * q * step;
    const c = v128.load32_splat(turn);
    const s = v128.load32_splat(turn, 4);
    for (let r = 0; r < step; r++) {
      const i = from + 16 * (r + step * q);
      const o = to + 16 * (r + step * 2 * q);
      const ar = v128.load(i);
      const ai = v128.load(i + part);
      const br = v128.load(i + apart);
      const bi = v128.load(i + apart + part);
      v128.store(o, f32x4.add(ar, br));
      v128.store(o + part, f32x4.add(ai, bi));
      turned(o + next, part, f32x4.sub(ar, br), f32x4.sub(ai, bi), c, s);
    }
  }
}

export function radix3(n: i32, groups: i32, step: i32, turns: usize, from: usize, to: usize): void {
  const part = <usize>(16 * n);
  const apart = <usize>(16 * step * groups);
  const next = <usize>(16 * step);
  const half = f32x4.splat(0.5);
  const sine = f32x4.splat(SIN60);
  for (let q = 0; q < groups; q++) {
    const turn = turns + 8 * q * step;
    const c = v128.load32_splat(turn);
    const s = v128.load32_splat(turn, 4);
    const turn2 = turns + 8 * 2 * q * step;
    const c2 = v128.load32_splat(turn2);
    const s2 = v128.load32_splat(turn2, 4);
    for (let r = 0; r < step; r++) {
      const i = from + 16 * (r + step * q);
      const o = to + 16 * (r + step * 3 * q);
      const ar = v128.load(i);
      const ai = v128.load(i + part);
      const br = v128.load(i + apart);
      const bi = v128.load(i + apart + part);
      const cr = v128.load(i + 2 * apart);
      const ci = v128.load(i + 2 * apart + part);
      const sr = f32x4.add(br, cr);
      const si = f32x4.add(bi, ci);
      const dr = f32x4.mul(sine, f32x4.sub(br, cr));
      const di = f32x4.mul(sine, f32x4.sub(bi, ci));
      const mr = f32x4.sub(ar, f32x4.mul(half, sr));
      const mi = f32x4.sub(ai, f32x4.mul(half, si));
      v128.store(o, f32x4.add(ar, sr));
      v128.store(o + part, f32x4.add(ai, si));
      turned(o + next, part, f32x4.add(mr, di), f32x4.sub(mi, dr), c, s);
      turned(o + 2 * next, part, f32x4.sub(mr, di), f32x4.add(mi, dr), c2, s2);
    }
  }
}

export function radix4(n: i32, groups: i32, step: i32, turns: usize, from: usize, to: usize): void {
  const part = <usize>(16 * n);
  const apart = <usize>(16 * step * groups);
  const next = <usize>(16 * step);
  for (let q = 0; q < groups; q++) {
    const turn = turns + 8 * q * step;
    const c = v128.load32_splat(turn);
    const s = v128.load32_splat(turn, 4);
    const turn2 = turns + 8 * 2 * q * step;
    const c2 = v128.load32_splat(turn2);
    const s2 = v128.load32_splat(turn2, 4);
    const turn3 = turns + 8 * 3 * q * step;
    const c3 = v128.load32_splat(turn3);
    const s3 = v128.load32_splat(turn3, 4);
    for (let r = 0; r < step; r++) {
      const i = from + 16 * (r + step * q);
      const o = to + 16 * (r + step * 4 * q);
      const ar = v128.load(i);
      const ai = v128.load(i + part);
      const br = v128.load(i + apart);
      const bi = v128.load(i + apart + part);
      const cr = v128.load(i + 2 * apart);
      const ci = v128.load(i + 2 * apart + part);
      const dr = v128.load(i + 3 * apart);
      const di = v128.load(i + 3 * apart + part);
      const s0r = f32x4.add(ar, cr);
      const s0i = f32x4.add(ai, ci);
      const d0r = f32x4.sub(ar, cr);
      const d0i = f32x4.sub(ai, ci);
      const s1r = f32x4.add(br, dr);
      const s1i = f32x4.add(bi, di);
      const d1r = f32x4.sub(br, dr);
      const d1i = f32x4.sub(bi, di);
      v128.store(o, f32x4.add(s0r, s1r));
      v128.store(o + part, f32x4.add(s0i, s1i));
      turned(o + next, part, f32x4.add(d0r, d1i), f32x4.sub(d0i, d1r), c, s);
      turned(o + 2 * next, part, f32x4.sub(s0r, s1r), f32x4.sub(s0i, s1i), c2, s2);
      turned(o + 3 * next, part, f32x4.sub(d0r, d1i), f32x4.add(d0i, d1r), c3, s3);
    }
  }
}

export function radix5(n: i32, groups: i32, step: i32, turns: usize, from: usize, to: usize): void {
  const part = <usize>(16 * n);
  const apart = <usize>(16 * step * groups);
  const next = <usize>(16 * step);
  const cos72 = f32x4.splat(COS72);
  const cos144 = f32x4.splat(COS144);
  const sin72 = f32x4.splat(SIN72);
  const sin144 = f32x4.splat(SIN144);
  for (let q = 0; q < groups; q++) {
    const turn = turns + 8 * q * step;
    const turn2 = turn + 8 * q * step;
    const turn3 = turn2 + 8 * q * step;
    const turn4 = turn3 + 8 * q * step;
    const c = v128.load32_splat(turn);
    const s = v128.load32_splat(turn, 4);
    const c2 = v128.load32_splat(turn2);
    const s2 = v128.load32_splat(turn2, 4);
    const c3 = v128.load32_splat(turn3);
    const s3 = v128.load32_splat(turn3, 4);
    const c4 = v128.load32_splat(turn4);
    const s4 = v128.load32_splat(turn4, 4);
    for (let r = 0; r < step; r++) {
      const i = from + 16 * (r + step * q);
      const o = to + 16 * (r + step * 5 * q);
      const ar = v128.load(i);
      const ai = v128.load(i + part);
      const br = v128.load(i + apart);
      const bi = v128.load(i + apart + part);
      const cr = v128.load(i + 2 * apart);
      const ci = v128.load(i + 2 * apart + part);
      const dr = v128.load(i + 3 * apart);
      const di = v128.load(i + 3 * apart + part);
      const er = v128.load(i + 4 * apart);
      const ei = v128.load(i + 4 * apart + part);
      const p1r = f32x4.add(br, er);
      const p1i = f32x4.add(bi, ei);
      const m1r = f32x4.sub(br, er);
      const m1i = f32x4.sub(bi, ei);
      const p2r = f32x4.add(cr, dr);
      const p2i = f32x4.add(ci, di);
      const m2r = f32x4.sub(cr, dr);
      const m2i = f32x4.sub(ci, di);
      v128.store(o, f32x4.add(ar, f32x4.add(p1r, p2r)));
      v128.store(o + part, f32x4.add(ai, f32x4.add(p1i, p2i)));
      const ur = f32x4.add(ar, f32x4.add(f32x4.mul(cos72, p1r), f32x4.mul(cos144, p2r)));
      const ui = f32x4.add(ai, f32x4.add(f32x4.mul(cos72, p1i), f32x4.mul(cos144, p2i)));
      const vr = f32x4.add(ar, f32x4.add(f32x4.mul(cos144, p1r), f32x4.mul(cos72, p2r)));
      const vi = f32x4.add(ai, f32x4.add(f32x4.mul(cos144, p1i), f32x4.mul(cos72, p2i)));
      const xr = f32x4.add(f32x4.mul(sin72, m1r), f32x4.mul(sin144, m2r));
      const xi = f32x4.add(f32x4.mul(sin72, m1i), f32x4.mul(sin144, m2i));
      const yr = f32x4.sub(f32x4.mul(sin144, m1r), f32x4.mul(sin72, m2r));
      const yi = f32x4.sub(f32x4.mul(sin144, m1i), f32x4.mul(sin72, m2i));
      turned(o + next, part, f32x4.add(ur, xi), f32x4.sub(ui, xr), c, s);
      turned(o + 2 * next, part, f32x4.add(vr, yi), f32x4.sub(vi, yr), c2, s2);
      turned(o + 3 * next, part, f32x4.sub(vr, yi), f32x4.add(vi, yr), c3, s3);
      turned(o + 4 * next, part, f32x4.sub(ur, xi), f32x4.add(ui, xr), c4, s4);
    }
  }
}

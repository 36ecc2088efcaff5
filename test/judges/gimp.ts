import { readFileSync } from 'node:fs';
import { isInstalled, runJudge, type SeenLayer } from './run-judge';

export const NO_GIMP = isInstalled('gimp') ? false : 'GIMP is not installed';

/** GimpLayerMode of GIMP 2.10. */
const MODES: Readonly<Record<string, string>> = { 28: 'normal', 45: 'soft-light', 61: 'pass-through' };

/** Writes a line for each layer: depth, mode, opacity in %, visible, masked, name. */
const script = (file: string, target: string): string => `(begin
  (define (show layers depth port)
    (for-each (lambda (layer)
      (for-each (lambda (value) (display value port) (display " " port))
        (list depth (car (gimp-layer-get-mode layer)) (car (gimp-layer-get-opacity layer))
          (car (gimp-item-get-visible layer)) (if (= -1 (car (gimp-layer-get-mask layer))) 0 1)
          (car (gimp-item-get-name layer))))
      (newline port)
      (if (= 1 (car (gimp-item-is-group layer)))
        (show (vector->list (cadr (gimp-item-get-children layer))) (+ depth 1) port)))
      layers))
  (let ((image (car (gimp-file-load RUN-NONINTERACTIVE ${JSON.stringify(file)} "")))
        (port (open-output-file ${JSON.stringify(target)})))
    (show (vector->list (cadr (gimp-image-get-layers image))) 0 port)
    (close-output-port port))
  (gimp-quit 0))`;

/** The layers that GIMP sees, topmost first. @param scratch path of a file to write, without extension */
export function layersInGimp(file: string, scratch: string): SeenLayer[] {
  const target = `${scratch}.txt`;
  // GIMP reads a command as one line.
  runJudge('gimp', ['-i', '-d', '-f', '-s', '-b', script(file, target).replace(/\n */g, ' ')]);
  const lines = readFileSync(target, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [, depth, mode, opacity, visible, masked, name] =
      /^(\d+) (\d+) ([\d.]+) ([01]) ([01]) (.*?) ?$/.exec(line) ?? [];
    return {
      depth: Number(depth),
      name: name ?? '',
      mode: MODES[mode ?? ''] ?? `mode ${mode ?? line}`,
      opacity: Math.round(Number(opacity) * 2.55),
      visible: visible === '1',
      masked: masked === '1',
    };
  });
}

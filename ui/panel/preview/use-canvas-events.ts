import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Command } from '../../locales/commands';
import { commandOf, releases } from '../keyboard/shortcuts';
import {
  changeByCommand,
  endGesture,
  pan,
  zoomBy,
  zoomFull,
  type CanvasChange,
  type CanvasState,
} from './canvas-actions';
import { beginGesture, continueGesture, panDistance, type Gesture } from './gestures';
import { FIT, toPicture, type Place } from './viewport';

/** Exponent of the zoom for one pixel of a wheel's movement: a notch of 100 px zooms by 1.25. */
const WHEEL_EXPONENT = Math.log(1.25) / 100;

export interface CanvasEvents {
  readonly gesture: Gesture | null;
  /** The key of the hand is held: a drag moves the picture with any tool. */
  readonly hand: boolean;
  /** The stroke has the opposite effect of the brush. */
  readonly turned: boolean;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: () => void;
    readonly onDblClick: (event: MouseEvent) => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onKeyUp: (event: KeyboardEvent) => void;
    readonly onBlur: () => void;
  };
}

/** Turns pointer, wheel and keys on the canvas into changes, and hands other commands on. */
export function useCanvasEvents(
  element: RefObject<HTMLElement | null>,
  state: CanvasState,
  onChange: (change: CanvasChange) => void,
  onCommand: (command: Command) => boolean,
): CanvasEvents {
  const [gesture, setGesture] = useState<Gesture | null>(null);
  const [hand, setHand] = useState(false);
  const [turned, setTurned] = useState(false);
  useWheel(element, state, onChange);
  return {
    gesture,
    hand,
    turned,
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0 && event.button !== 1) return;
        element.current?.setPointerCapture(event.pointerId);
        const at = placeOf(event, state);
        onChange({ currentFind: null });
        // Alt turns the brush round for one stroke.
        setTurned(event.altKey);
        setGesture(beginGesture(state.tool, event.button === 0 && !hand, at, toPicture(state.viewport, at)));
      },
      onPointerMove(event) {
        const at = placeOf(event, state);
        const point = toPicture(state.viewport, at);
        const next = gesture === null ? null : continueGesture(gesture, at, point);
        const by = gesture === null || next === null ? null : panDistance(gesture, next);
        onChange({ cursor: point, ...(by === null ? {} : { zoom: pan(state, by) }) });
        setGesture(next);
      },
      onPointerUp(event) {
        const at = toPicture(state.viewport, placeOf(event, state));
        if (gesture !== null)
          onChange(endGesture(turned ? withTurnedBrush(state) : state, gesture, at, event.button === 0 && !hand));
        setGesture(null);
      },
      onPointerCancel: () => setGesture(null),
      onDblClick(event) {
        if (state.tool !== 'move') return;
        onChange({ zoom: state.zoom.mode === 'fit' ? zoomFull(state, placeOf(event, state)) : FIT });
      },
      onKeyDown(event) {
        if (event.target !== event.currentTarget) return;
        const command = commandOf(event, 'canvas');
        if (command === 'hand') setHand(true);
        const change = command === null ? null : changeByCommand(command, state, event.shiftKey);
        const isHandled = change === null && command !== null && command !== 'hand' && onCommand(command);
        if (command === 'hand' || change !== null || isHandled) event.preventDefault();
        if (change !== null) onChange(change);
      },
      onKeyUp(event) {
        if (releases(event, 'hand')) setHand(false);
      },
      onBlur: () => setHand(false),
    },
  };
}

/** A listener of its own: Preact's wheel listeners are passive, and the page would zoom. */
function useWheel(
  element: RefObject<HTMLElement | null>,
  state: CanvasState,
  onChange: (change: CanvasChange) => void,
): void {
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const at = folded({ x: event.offsetX, y: event.offsetY }, state);
      // A picture that fits has nowhere to be moved to.
      const zooms = event.ctrlKey || event.metaKey || state.zoom.mode === 'fit';
      onChange({
        zoom: zooms
          ? zoomBy(state, Math.exp(-event.deltaY * WHEEL_EXPONENT), at)
          : pan(state, { x: -event.deltaX, y: -event.deltaY }),
      });
    };
    target.addEventListener('wheel', wheel, { passive: false });
    return () => target.removeEventListener('wheel', wheel);
  });
}

/** The place of an event on its element, in CSS pixels; side by side, on the half of the canvas. */
function placeOf(event: PointerEvent | MouseEvent, state: CanvasState): Place {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return folded({ x: event.clientX - box.left, y: event.clientY - box.top }, state);
}

function folded({ x, y }: Place, { canvas, isHalf }: CanvasState): Place {
  return { x: isHalf && x >= canvas.width ? x - canvas.width : x, y };
}

export function withTurnedBrush(state: CanvasState): CanvasState {
  const effect = state.toolSettings.effect === 'exclude' ? 'include' : 'exclude';
  return { ...state, toolSettings: { ...state.toolSettings, effect } };
}

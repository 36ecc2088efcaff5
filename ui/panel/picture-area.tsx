import type { Command } from '../locales/commands';
import { Empty } from './empty';
import { MainMenu } from './main-menu';
import { Preview } from './preview/preview';
import { Toolbar } from './preview/toolbar';
import { shownChoices, shownPicture, shownSettings } from './state/panel-state';
import type { PanelModel } from './state/panel-model';
import { ViewMenu } from './view-menu';

/** The preview of the shown picture, or what stands in its place, and the toolbar. It never leaves the screen. */
export function PictureArea({ model }: { readonly model: PanelModel }) {
  const { state, dispatch, picture } = model;
  const pictureId = shownPicture(state);
  const toolbar = (
    <Toolbar
      tools={state.tools}
      onTools={(change) => dispatch({ type: 'tools-used', change })}
      maskShown={state.maskShown}
      onMask={() => dispatch({ type: 'mask-toggled' })}
      canUndo={state.history.past.length > 0}
      canRedo={state.history.future.length > 0}
      onHistory={(direction) => model.moveHistory(direction)}
    >
      <ViewMenu state={state} onView={(view) => dispatch({ type: 'view-chosen', view })} />
      <MainMenu model={model} />
    </Toolbar>
  );
  if (pictureId === null)
    return (
      <div class="preview">
        <Empty problem={state.selection?.problem ?? null} />
        {toolbar}
      </div>
    );
  return (
    <Preview
      pictureId={pictureId}
      picture={picture}
      tools={state.tools}
      onTools={(change) => dispatch({ type: 'tools-used', change })}
      settings={shownSettings(state)}
      choices={shownChoices(state)}
      onChoices={(choices) => dispatch({ type: 'choices-made', choices })}
      view={state.view}
      isMoving={state.history.moving !== null}
      onRegion={(region) => dispatch({ type: 'region-shown', region })}
      face={state.pointedFace}
      onFace={(place) => dispatch({ type: 'face-chosen', place })}
      isReview={state.review !== null}
      currentFind={state.currentFind}
      onFind={(place) => dispatch({ type: 'find-chosen', place })}
      onCommand={(command) => runCommand(command, model)}
    >
      {toolbar}
    </Preview>
  );
}

/** Runs a command of the canvas that is not about the canvas itself; false if there is none. */
function runCommand(command: Command, { state, dispatch, choosePicture }: PanelModel): boolean {
  switch (command) {
    case 'toggle-marks':
      dispatch({ type: 'tools-used', change: { marks: !state.tools.marks } });
      return true;
    case 'toggle-mask':
      dispatch({ type: 'mask-toggled' });
      return true;
    case 'toggle-clipped':
      dispatch({ type: 'view-chosen', view: { kind: state.view.kind === 'clipped' ? 'result' : 'clipped' } });
      return true;
    case 'next-picture':
    case 'previous-picture':
      choosePicture(command === 'next-picture' ? 1 : -1);
      return true;
    default:
      return false;
  }
}

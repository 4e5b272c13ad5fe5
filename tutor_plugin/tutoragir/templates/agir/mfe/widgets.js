
/* Agir: the learner's own goals, skills and badges, and who pays for a course that stays free, in
 * the slots of the micro-frontends.
 *
 * Plain React without JSX, since this file passes through Tutor's templates. What is said of
 * goals and skills comes from the REST API, in the learner's language; only the words around it
 * stand here. A site without Agir's dashboard (404), and somebody without an account (401, 403),
 * see nothing.
 */
const AGIR_WORDS = {
  en: {
    mine: 'My goals and skills',
    goal: 'My goal',
    busy: 'Reading your goals and skills…',
    failed: 'Your goals and skills could not be read. Check your connection.',
    again: 'Try again',
    choose: 'Choose what success means to you here: a skill, a few units, the whole course.',
    choosing: 'Choose a goal',
    reached: 'reached',
    met: (met, total) => `${met} of ${total} reached`,
    skills: 'What I can do',
    badges: 'My badges',
    all: 'See all my skills',
    goals: 'My goals',
    offered: 'This course is offered by',
    before: (years) => ` (until ${years})`,
    noSay: 'They have no say in what is taught. The course stays free.',
  },
  fr: {
    mine: 'Mes objectifs et mes compétences',
    goal: 'Mon objectif',
    busy: 'Lecture de vos objectifs et de vos compétences…',
    failed: 'Vos objectifs et vos compétences n’ont pas pu être lus. Vérifiez votre connexion.',
    again: 'Réessayer',
    choose: 'Choisissez ce que réussir veut dire pour vous ici\u00a0: une compétence, quelques unités, tout le cours.',
    choosing: 'Choisir un objectif',
    reached: 'atteint',
    met: (met, total) => `${met} sur ${total} atteints`,
    skills: 'Ce que je sais faire',
    badges: 'Mes badges',
    all: 'Voir toutes mes compétences',
    goals: 'Mes objectifs',
    offered: 'Ce cours est offert par',
    before: (years) => ` (jusqu’en ${years})`,
    noSay: 'Ils n’ont aucune part à ce qui est enseigné. Le cours reste gratuit.',
  },
};
const agirH = (...parts) => AgirReact.createElement(...parts);
const agirWords = () => AGIR_WORDS[String(agirLocale()).slice(0, 2)] || AGIR_WORDS.en;
const agirUrl = (path) => `${agirConfig().LMS_BASE_URL}${path}`;

/* Returns the course of the address, '' outside a course, null on somebody else's progress. */
function agirCourse(path) {
  const found = /\/course\/([^/]+)(?:\/([^/]+))?(?:\/(\d+))?/.exec(path);
  if (!found) { return ''; }
  return found[2] === 'progress' && found[3] ? null : decodeURIComponent(found[1]);
}

/* Reads the API. `state`: busy, failed, absent or read; `told` is what was read. */
function useAgir(paths) {
  const [answer, setAnswer] = AgirReact.useState({ state: 'busy', told: [] });
  const [turn, setTurn] = AgirReact.useState(0);
  AgirReact.useEffect(() => {
    let isShown = true;
    const show = (value) => { if (isShown) { setAnswer(value); } };
    const read = (path) => agirHttp().get(agirUrl(`/api/agir/${path}`));
    show({ state: 'busy', told: [] });
    Promise.all(paths.map(read)).then(
      (answers) => show({ state: 'read', told: answers.map((one) => one.data) }),
      (error) => {
        const status = (error.response && error.response.status)
          || (error.customAttributes && error.customAttributes.httpErrorStatus);
        show({ state: [401, 403, 404].includes(status) ? 'absent' : 'failed', told: [] });
      },
    );
    return () => { isShown = false; };
  }, [turn]); // eslint-disable-line react-hooks/exhaustive-deps
  return { ...answer, again: () => setTurn(turn + 1) };
}

function AgirCard({ title, name, answer, children }) {
  const words = agirWords();
  const id = `agir-${AgirReact.useId().replace(/:/g, '')}`;
  let body = children;
  if (answer.state === 'busy') {
    body = agirH('p', { className: 'mb-0', role: 'status' }, words.busy);
  } else if (answer.state === 'failed') {
    body = agirH(
      'div',
      { role: 'alert' },
      agirH('p', null, words.failed),
      agirH('button', { type: 'button', className: 'btn btn-outline-primary', onClick: answer.again }, words.again),
    );
  }
  const shown = { className: 'card mb-4 text-break', 'aria-labelledby': id, 'data-agir': name, 'data-state': answer.state };
  return agirH(
    'section',
    shown,
    agirH('div', { className: 'card-body p-4' }, agirH('h2', { id, className: 'h4 mb-3' }, title), body),
  );
}

function AgirGoal({ goal }) {
  const words = agirWords();
  const items = goal.items.slice(0, 5);
  return agirH(
    'div',
    { className: 'mb-3', 'data-agir-goal': goal.id },
    agirH('p', { className: 'font-weight-bold mb-1' }, agirH('a', { href: agirUrl(`/agir/goals/${goal.id}/`) }, goal.summary)),
    goal.total > 0 && agirH('p', { className: 'mb-1' }, words.met(goal.met, goal.total)),
    items.length > 0 && agirH(
      'ul',
      { className: 'list-unstyled mb-0' },
      items.map((item) => agirH(
        'li',
        { key: `${item.kind} ${item.ref}` },
        agirH('span', { 'aria-hidden': 'true' }, item.is_met ? '✓ ' : '○ '),
        item.label,
        item.is_met && agirH('span', { className: 'sr-only' }, ` (${words.reached})`),
      )),
    ),
  );
}

function AgirNoGoal({ course }) {
  const words = agirWords();
  const query = course ? `?course=${encodeURIComponent(course)}` : '';
  return agirH(
    AgirReact.Fragment,
    null,
    agirH('p', null, words.choose),
    agirH('p', null, agirH('a', { className: 'btn btn-primary', href: agirUrl(`/agir/goals/new/${query}`) }, words.choosing)),
  );
}

const agirOpen = (told, course) => told.goals.filter(
  (one) => !one.ended_at && (!course || !one.course_key || one.course_key === course),
);

/* The learner dashboard: goals first, then skills, then badges. */
function AgirSkills() {
  const answer = useAgir(['dashboard/v1/me/goals/', 'dashboard/v1/me/']);
  const words = agirWords();
  if (answer.state === 'absent') { return null; }
  const [{ goals = [] } = {}, { competencies = [], badges = [], learner = {} } = {}] = answer.told;
  const open = agirOpen({ goals }).slice(0, 3);
  return agirH(
    AgirCard,
    { title: words.mine, name: 'skills', answer },
    open.map((goal) => agirH(AgirGoal, { key: goal.id, goal })),
    !open.length && agirH(AgirNoGoal, {}),
    learner.summary && agirH('p', { className: 'mb-3' }, learner.summary),
    competencies.length > 0 && agirH('h3', { className: 'h5' }, words.skills),
    competencies.length > 0 && agirH(
      'ul',
      { className: 'pl-3' },
      competencies.slice(0, 5).map((skill) => agirH(
        'li',
        { key: skill.uri, 'data-agir-skill': skill.status },
        agirH('strong', null, skill.label),
        agirH('div', { className: 'small' }, skill.explanation),
      )),
    ),
    badges.length > 0 && agirH('h3', { className: 'h5' }, words.badges),
    badges.length > 0 && agirH(
      'ul',
      { className: 'list-inline' },
      badges.slice(0, 4).map((badge) => agirH(
        'li',
        { key: badge.id, className: 'list-inline-item' },
        agirH('a', { href: badge.url }, agirH('img', {
          src: badge.image, alt: badge.alt || badge.name, width: 56, height: 56,
        })),
      )),
    ),
    agirH(
      'p',
      { className: 'mb-0' },
      agirH('a', { href: agirUrl('/agir/skills/') }, words.all),
      ' · ',
      agirH('a', { href: agirUrl('/agir/goals/') }, words.goals),
    ),
  );
}

/* A course: its home gives `courseId`, the Progress tab gives none and its address tells. */
function AgirCourseGoal({ courseId }) {
  const course = courseId || agirCourse(window.location.pathname);
  const answer = useAgir(['dashboard/v1/me/goals/']);
  const words = agirWords();
  if (answer.state === 'absent' || course === null) { return null; }
  const open = agirOpen(answer.told[0] || { goals: [] }, course);
  return agirH(
    AgirCard,
    { title: words.goal, name: 'goal', answer },
    open.map((goal) => agirH(AgirGoal, { key: goal.id, goal })),
    !open.length && agirH(AgirNoGoal, { course }),
    agirH('p', { className: 'mb-0' }, agirH('a', { href: agirUrl('/agir/goals/') }, words.goals)),
  );
}

/* Who pays for a course, by name and never by sum. Nothing stands here while it is read, when it
 * cannot be read, or when there is nobody; a picture is the site's own.
 */
function AgirSponsors({ courseId }) {
  const course = courseId || agirCourse(window.location.pathname);
  const answer = useAgir([`sponsorship/v1/courses/${encodeURIComponent(course)}/sponsors/`]);
  const words = agirWords();
  const id = `agir-${AgirReact.useId().replace(/:/g, '')}`;
  const { sponsors } = answer.told[0] || {};
  if (!Array.isArray(sponsors) || !sponsors.length) { return null; }
  const drawn = (one) => (one.logo
    ? agirH('img', {
      src: agirUrl(one.logo), alt: one.name, width: 160, height: 80, className: 'mw-100 h-auto bg-white', loading: 'lazy',
    })
    : agirH('bdi', null, one.name));
  return agirH(
    'section',
    { className: 'mb-4 text-break', 'aria-labelledby': id, 'data-agir': 'sponsors' },
    agirH('h2', { id, className: 'h4' }, words.offered),
    agirH(
      'ul',
      { className: 'list-unstyled mb-2' },
      sponsors.map((one) => agirH(
        'li',
        { key: one.name, className: 'mb-2' },
        one.url ? agirH('a', { href: one.url, rel: 'sponsored noopener noreferrer' }, drawn(one)) : drawn(one),
        one.until && words.before(one.until),
      )),
    ),
    agirH('p', { className: 'small mb-0' }, words.noSay),
  );
}

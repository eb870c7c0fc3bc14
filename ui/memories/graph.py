"""A picture of the memories around one and of what ties them; a page beside it shows the one that is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from app.interfaces import EdgeView, GraphView, NodeView, Refused
from ui import pieces, theme
from ui.desk import Desk
from ui.memories import layout

MOST = 60
"""Memories in the picture; one that would bring more becomes its middle instead."""

FEW = 14
"""Up to so many ties all tell why; of more only those of the memory that is marked."""

WIDE, HIGH = 160.0, 50.0
NEAREST, READABLE, FARTHEST = 2.0, 0.8, 0.2
STEP = 1.2
WAYS = {
    Qt.Key.Key_Left: (-1.0, 0.0), Qt.Key.Key_Right: (1.0, 0.0), Qt.Key.Key_Up: (0.0, -1.0), Qt.Key.Key_Down: (0.0, 1.0),
}  # fmt: skip


class _Node(QGraphicsItem):
    """A memory: its name, and how many ties are not shown."""

    def __init__(self, node: NodeView, at: layout.Point, hidden: int, middle: bool) -> None:
        super().__init__()
        self.node = node
        self.marked = False
        self._hidden = hidden
        self._middle = middle
        self.setPos(*at)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def boundingRect(self) -> QRectF:
        """With room for its border."""
        return QRectF(-WIDE / 2 - 3, -HIGH / 2 - 3, WIDE + 6, HIGH + 6)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A rounded box; marked by a thick border, no longer so by a dashed one."""
        palette = widget.palette() if widget is not None else QPalette()
        roles = QPalette.ColorRole
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = roles.Accent if self.marked or self._middle else roles.Mid
        pen = QPen(palette.color(edge), 3 if self.marked else 1.5 if self._middle else 1)
        pen.setStyle(Qt.PenStyle.SolidLine if self.node.current else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(palette.color(roles.Base))
        box = QRectF(-WIDE / 2, -HIGH / 2, WIDE, HIGH)
        painter.drawRoundedRect(box, 10, 10)
        inside = box.adjusted(10, 6, -10, -6)
        painter.setFont(_font(theme.BODY - 1, bold=self._middle, struck=not self.node.current))
        painter.setPen(palette.color(roles.Text))
        title = painter.fontMetrics().elidedText(
            self.node.title or "–", Qt.TextElideMode.ElideRight, int(inside.width())
        )
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), title)
        painter.setFont(_font(theme.SMALL - 1))
        painter.setPen(palette.color(roles.PlaceholderText))
        below = f"+{self._hidden}" if self._hidden else ""
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight), below)


class _Tie(QGraphicsItem):
    """A line between two memories with its reason; dashed where one sums the other up or took its place."""

    def __init__(self, edge: EdgeView, line: QLineF, told: str) -> None:
        super().__init__()
        self.edge = edge
        self.speaks = False
        self.told = told
        self._line = line
        self.setZValue(-1)

    def boundingRect(self) -> QRectF:
        """The line, and its words in the middle of it."""
        around = QRectF(self._line.p1(), self._line.p2()).normalized()
        return around.united(self._words()).adjusted(-4, -4, 4, 4)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """The thicker the stronger."""
        palette = widget.palette() if widget is not None else QPalette()
        roles = QPalette.ColorRole
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(
            palette.color(roles.Accent if self.speaks else roles.Mid), 1 + 2 * min(1.0, self.edge.weight)
        )
        pen.setStyle(Qt.PenStyle.DashLine if self.edge.part or self.edge.replaces else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawLine(self._line)
        if self.speaks:
            self._speak(painter, palette)

    def _speak(self, painter: QPainter, palette: QPalette) -> None:
        words = self._words()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(words, 6, 6)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.setFont(_font(theme.SMALL - 1))
        text = painter.fontMetrics().elidedText(
            self.told, Qt.TextElideMode.ElideRight, int(words.width()) - 8
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), text)

    def _words(self) -> QRectF:
        middle = self._line.center()
        wide = min(200.0, 16 + 6.6 * len(self.told))
        return QRectF(middle.x() - wide / 2, middle.y() - 10, wide, 20)


class LinkPicture(QGraphicsView):
    """Memories as boxes on rings. Arrows go from one to the next, Enter brings what a memory is tied to, + - 0 zoom.

    Emits `chosen` with the id of a memory that is marked, and `said` with a sentence on what is shown.
    """

    chosen = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._graph: GraphView | None = None
        self._nodes: dict[UUID, _Node] = {}
        self._ties: list[_Tie] = []
        self._places: dict[UUID, layout.Point] = {}
        self._marked: UUID | None = None
        self._wanted: UUID | None = None
        self._fits = True
        self.setScene(QGraphicsScene(self))
        self.setAccessibleName(self.tr("Links as a picture"))
        theme.look(self, "links")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def centre(self) -> UUID | None:
        """The memory in the middle."""
        return self._graph.centre if self._graph is not None else None

    @property
    def marked(self) -> UUID | None:
        """The memory that is marked."""
        return self._marked

    @property
    def shown(self) -> tuple[NodeView, ...]:
        """The memories in the picture."""
        return self._graph.nodes if self._graph is not None else ()

    def show_around(self, id: UUID) -> None:
        """Shows what is around a memory; one that is in the picture already is only marked."""
        if id in self._nodes:
            self._mark(id)
            return
        self._ask(id, MOST, 2, self._begin)

    def read_again(self, ids: Iterable[UUID]) -> None:
        """Shows the picture anew when one of these is in it."""
        if self._graph is not None and any(id in self._nodes for id in ids):
            self._ask(self._graph.centre, MOST, 2, self._begin)

    def clear(self) -> None:
        """Shows nothing."""
        self._graph = self._marked = self._wanted = None
        self._draw()

    def expand(self, id: UUID) -> None:
        """Brings what a memory is tied to; where there is no room for it the memory becomes the middle."""
        self._ask(id, MOST, 1, self._grow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter, and the zoom."""
        key = Qt.Key(event.key())
        if key in WAYS and self._marked is not None:
            self._mark(layout.nearest(self._places, self._marked, WAYS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._marked is not None:
            self.expand(self._marked)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom(1 / STEP if key == Qt.Key.Key_Minus else STEP)
        elif key == Qt.Key.Key_0:
            self._fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms."""
        turned = event.angleDelta().y()
        if turned:
            self._zoom(STEP if turned > 0 else 1 / STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click marks a memory; beside them it moves the picture."""
        super().mousePressEvent(event)
        item = self.itemAt(event.position().toPoint())
        if isinstance(item, _Node) and event.button() == Qt.MouseButton.LeftButton:
            self._mark(item.node.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click brings what the memory is tied to."""
        item = self.itemAt(event.position().toPoint())
        if isinstance(item, _Node):
            self.expand(item.node.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits anew while nobody zoomed."""
        super().resizeEvent(event)
        if self._fits:
            self._fit()

    def _ask(self, id: UUID, most: int, depth: int, then: Callable[[GraphView], None]) -> None:
        self._wanted = id

        def came(graph: GraphView) -> None:
            if self._wanted == id:
                then(graph)

        def refused(refusal: Refused) -> None:
            if self._wanted == id:
                self.clear()
                self.said.emit(refusal.message)

        self._desk.query(self, lambda reverie: reverie.graph(id, most, depth), came, refused)

    def _begin(self, graph: GraphView) -> None:
        self._graph, self._fits = graph, True
        self._draw()
        self._mark(graph.centre)

    def _grow(self, more: GraphView) -> None:
        held = self._graph
        nodes = {node.id: node for node in (*(held.nodes if held else ()), *more.nodes)}
        if held is None or len(nodes) > MOST:
            self._begin(more)
            return
        # A tie may be told from either of its ends.
        edges = {
            (frozenset((edge.memory, edge.other)), edge.why): edge for edge in (*more.edges, *held.edges)
        }
        self._graph = GraphView(held.centre, tuple(nodes.values()), tuple(edges.values()))
        self._draw()
        self._mark(more.centre)

    def _draw(self) -> None:
        self.scene().clear()
        self._nodes, self._ties, self._places = {}, [], {}
        graph = self._graph
        if graph is None:
            return
        beside = _beside(graph)
        self._places = layout.places(graph.centre, beside)
        for node in graph.nodes:
            if node.id in self._places:
                hidden = max(0, node.links - len(set(beside.get(node.id, ()))))
                item = _Node(node, self._places[node.id], hidden, node.id == graph.centre)
                self._nodes[node.id] = item
                self.scene().addItem(item)
        for edge in graph.edges:
            if edge.memory in self._places and edge.other in self._places:
                ends = (QPointF(*self._places[edge.memory]), QPointF(*self._places[edge.other]))
                tie = _Tie(edge, QLineF(*ends), self._why(edge))
                self._ties.append(tie)
                self.scene().addItem(tie)
        self.scene().setSceneRect(self.scene().itemsBoundingRect().adjusted(-80, -80, 80, 80))
        self._fit()

    def _why(self, edge: EdgeView) -> str:
        if edge.replaces:
            return self.tr("took its place")
        told = " ".join(edge.why[:400].split())
        return self.tr("sums it up: {0}").format(told) if edge.part else told

    def _mark(self, id: UUID) -> None:
        if id not in self._nodes:
            return
        self._marked = id
        for node in self._nodes.values():
            node.marked = node.node.id == id
            node.update()
        for tie in self._ties:
            tie.speaks = len(self._ties) <= FEW or id in (tie.edge.memory, tie.edge.other)
            tie.setZValue(-1 if tie.speaks else -2)
            tie.update()
        self.ensureVisible(self._nodes[id], 30, 30)
        told = self._told(id)
        self.setAccessibleDescription(told)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.said.emit(told)
        self.chosen.emit(id)

    def _told(self, id: UUID) -> str:
        """The memory that is marked and its ties, in words: what a picture does not tell everybody."""
        ties = [tie for tie in self._ties if id in (tie.edge.memory, tie.edge.other)]
        named = pieces.isolated(self._nodes[id].node.title)
        if not ties:
            return self.tr("{0}: tied to nothing yet").format(named)
        said = []
        for tie in ties:
            other = self._nodes[tie.edge.other if tie.edge.memory == id else tie.edge.memory].node
            said.append(f"{pieces.isolated(other.title)} ({pieces.isolated(tie.told)})")
        return self.tr("{0}: {1}").format(named, "; ".join(said))

    def _zoom(self, by: float) -> None:
        now = self.transform().m11()
        wanted = min(NEAREST, max(FARTHEST, now * by))
        self._fits = False
        self.scale(wanted / now, wanted / now)

    def _fit(self) -> None:
        """All of it in view, as long as it can be read; the middle of it in the middle."""
        self._fits = True
        self.resetTransform()
        whole = self.sceneRect()
        if whole.isEmpty():
            return
        room = self.viewport().rect()
        by = min(1.0, room.width() / whole.width(), room.height() / whole.height())
        self.scale(max(READABLE, by), max(READABLE, by))
        middle = self._nodes.get(self._graph.centre) if self._graph is not None else None
        self.centerOn(middle.pos() if middle is not None else whole.center())


def _beside(graph: GraphView) -> dict[UUID, list[UUID]]:
    """Whom each memory is tied to, the strongest first."""
    found: dict[UUID, list[UUID]] = {}
    for edge in sorted(graph.edges, key=lambda edge: -edge.weight):
        found.setdefault(edge.memory, []).append(edge.other)
        found.setdefault(edge.other, []).append(edge.memory)
    return found


def _font(pixels: int, *, bold: bool = False, struck: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(list(theme.FAMILIES))
    font.setPixelSize(pixels)
    font.setBold(bold)
    font.setStrikeOut(struck)
    return font

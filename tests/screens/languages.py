"""Pages in other languages than English, of made-up sentences; the same seed makes the same page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tests.screens import contents
from tests.screens.contents import Chance

CJK = "'WenQuanYi Micro Hei'"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: Tesseract's name for it, the parts its sentences are made of, and how they are joined."""

    code: str
    parts: tuple[tuple[str, ...], ...]
    between: str = " "
    end: str = "."

    @property
    def fonts(self) -> tuple[str, str]:
        """What its pages are written in."""
        return ("'Liberation Sans'", "'DejaVu Sans'") if self.between else (CJK, CJK)

    def sentence(self, chance: Chance) -> str:
        return self.between.join(chance.choice(part) for part in self.parts) + self.end

    def paragraph(self, chance: Chance, sentences: int) -> str:
        return self.between.join(self.sentence(chance) for _ in range(sentences))


def _tongue(code: str, *parts: str, between: str = " ", end: str = ".") -> Tongue:
    return Tongue(code, tuple(tuple(part.split(",")) for part in parts), between, end)


GERMAN = _tongue(
    "deu",
    "Die Geschäftsführung,Unser jüngster Schüler,Der Bürgermeister,Die Tänzerin,Mein Großvater,Die Müllabfuhr,"
    "Das Prüfungsamt,Ihr ältester Bruder,Der Gärtner,Die Behörde",
    "verschob,überprüfte,erwähnte,kürzte,bestätigte,öffnete,unterschätzte,verlängerte,fälschte,beschädigte",
    "die Kündigung,den Schlüssel,das Gästezimmer,die Übersetzung,einen süßen Kürbis,die Straßenkarte,"
    "den Äpfelkuchen,das Öl für die Tür,die Maßnahmen,den größten Teil der Wäsche",
    "vor dem Frühstück,während der Überschwemmung,ohne böse Absicht,für fünfzig Euro,am nächsten Dienstag,"
    "trotz schöner Grüße,außerhalb der Öffnungszeiten,im Führungszeugnis",
)
FRENCH = _tongue(
    "fra",
    "La société,Notre élève préféré,Le garçon d'à côté,Sa sœur aînée,Le maître d'œuvre,L'hôtelière,"
    "Le théâtre,Mon collègue,L'équipe du soir,Le règlement",
    "a prêté,a refusé,a reçu,a complété,a oublié,a décrit,a déplacé,a remplacé,a vérifié,a brûlé",
    "la clé du grenier,une pièce d'identité,les poèmes inachevés,la fenêtre brisée,deux crêpes,le reçu de la mairie,"
    "l'île déserte,un gâteau à la crème,les œufs frais,la façade",
    "avant Noël,à côté de la forêt,malgré la grève,dès le mois d'août,après le dîner,où personne ne va,"
    "sans être prévenu,grâce à l'été",
)
ITALIAN = _tongue(
    "ita",
    "La società,Il mio papà,L'università,La città vecchia,Il caffè all'angolo,La realtà,Nessun perché,"
    "La comunità,Il tassista,Quella ragazza",
    "perderà,dimenticò,ordinò,è qui con,comprerà,lasciò,descriverà,misurò,però accettò,spiegò",
    "la verità,il menù,più libertà,le novità,la metà del tè,un'attività,la felicità,lo scaffale,"
    "gli gnocchi,l'eredità",
    "lunedì mattina,martedì sera,perché piove,finché c'è luce,così com'è,laggiù,già da venerdì,di più",
)
SPANISH = _tongue(
    "spa",
    "El señor Núñez,La dueña,Mi compañero,El árbitro,La niña pequeña,El último huésped,Ningún médico,"
    "La compañía,El avión,Su cuñada",
    "rompió,olvidó,pidió,llevó,midió,encontró,envió,explicó,pintó,cambió",
    "la contraseña,el paraguas,un análisis,la montaña,los pingüinos,el café frío,una canción,el título,"
    "la habitación,el camión azul",
    "el miércoles,mañana por la mañana,según el periódico,después de la reunión,¿por qué no?,sin razón,"
    "¡qué lástima!,durante el otoño",
)
RUSSIAN = _tongue(
    "rus",
    "Наша бухгалтерия,Новый сосед,Главный инженер,Моя сестра,Почтовая служба,Учитель истории,Каждый жилец,"
    "Старший брат,Городской архив,Эта бригада",
    "отправила договор,проверил счёт,забыл зонт,купил билеты,перевёл деньги,нашёл ключи,объяснил задачу,"
    "починил крышу,изменил пароль,подписал заявление",
    "для соседнего отдела,из третьей квартиры,на железной дороге,без всякой причины,вместо начальника,"
    "ещё до обеда,через площадь,под мостом",
    "в прошлый четверг,несмотря на дождь,после совещания,за полцены,в начале октября,во второй раз,"
    "по просьбе жены,около вокзала",
)
JAPANESE = _tongue(
    "jpn",
    "隣の会社,新しい先生,図書館の職員,私の友達,営業部長,この町の住民,郵便配達員,駅前の店",
    "は昨日,は来週の月曜日に,は会議のあとで,は雨の中を,は静かに,は初めて,は急いで",
    "報告書を,三つの荷物を,会議室の予約を,古い写真を,旅行の計画を,コンピューターを,カタログとメールを,チケットを",
    "確認しました,届けてくれました,取り消しました,修理する予定です,探しています,説明しました,忘れていました",
    between="",
    end="。",
)
TRADITIONAL = _tongue(
    "chi_tra",
    "臺北辦公室,新來的同事,專案負責人,隔壁的鄰居,圖書館員,財務部門,我的老師,這家餐廳",
    "昨天遞交了,正在準備,已經取消了,重新整理了,下週需要,認真檢查了,決定延後,詳細說明了",
    "季度預算報告,三份合約文件,會議室的預約,旅行計畫,新產品的測試結果,客戶意見,房屋維修申請,演講稿",
    between="",
    end="。",
)
KOREAN = _tongue(
    "kor",
    "새로 온 동료가,옆집 이웃이,도서관 직원이,우리 선생님이,재무 부서가,이 식당이,연구 모임이",
    "어제 오후에,다음 주 월요일에,회의가 끝난 뒤에,비가 오는데도,처음으로,조용히",
    "예산 보고서를,계약서 세 부를,회의실 예약을,여행 계획을,오래된 사진을,기차표를",
    "제출했습니다,취소했습니다,확인했습니다,정리하고 있습니다,설명했습니다,잊어버렸습니다",
)
CHINESE = Tongue("chi_sim", tuple(map(tuple, contents.CHINESE_PARTS)), "", "。")
TONGUES = (GERMAN, FRENCH, ITALIAN, SPANISH, RUSSIAN, JAPANESE, CHINESE, TRADITIONAL, KOREAN)


def article(tongue: Tongue, chance: Chance, *, dark: bool = False) -> str:
    """Running text with headings."""
    colours = "background:#1e1e1e;color:#d4d4d4" if dark else "background:#fff;color:#222"
    text = "".join(
        f"<h2>{escape(tongue.sentence(chance))}</h2><p>{escape(tongue.paragraph(chance, 5))}</p>"
        for _ in range(6)
    )
    style = f"body{{font:14px/1.55 {tongue.fonts[0]};{colours};padding:8px 32px}}h2{{font-size:19px}}"
    return contents.page(style, text)


def dark_article(tongue: Tongue, chance: Chance) -> str:
    """The same at night."""
    return article(tongue, chance, dark=True)


def table(tongue: Tongue, chance: Chance) -> str:
    """Rows with a number, a date, two texts and an amount, small."""
    rows = "".join(
        f"<tr><td>{chance.randint(10000, 99999)}</td><td>{contents.date(chance)}</td>"
        f"<td>{escape(chance.choice(tongue.parts[0]))}</td><td>{escape(chance.choice(tongue.parts[2]))}</td>"
        f"<td>{contents.money(chance)}</td></tr>"
        for _ in range(30)
    )
    style = (
        f"body{{font:12px/1.35 {tongue.fonts[1]};background:#fff;color:#333;padding:8px}}"
        "table{border-collapse:collapse;width:100%}td{border:1px solid #ddd;padding:3px 8px;white-space:nowrap}"
    )
    return contents.page(style, f"<table>{rows}</table>")


def beside_english(tongue: Tongue, chance: Chance) -> str:
    """An English page with a box in the language."""
    box = "".join(f"<p>{escape(tongue.sentence(chance))}</p>" for _ in range(7))
    text = "".join(f"<p>{contents.paragraph(chance, 4)}</p>" for _ in range(6))
    style = (
        "body{font:14px/1.55 'Liberation Sans';background:#fff;color:#222;display:flex}main{width:820px;padding:16px}"
        f"aside{{flex:1;margin:16px;padding:10px;background:#e3f2fd;font:14px/1.6 {tongue.fonts[0]}}}"
    )
    return contents.page(style, f"<main>{text}</main><aside>{box}</aside>")


PAGES: dict[str, Callable[[Tongue, Chance], str]] = {
    "light": article,
    "dark": dark_article,
    "table": table,
    "beside English": beside_english,
}

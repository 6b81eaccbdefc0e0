"""Kinds of plans, directives and notices: who is charged with what by when, in texts made in their form."""

from __future__ import annotations

import pytest

from vnlegal import parse
from vnlegal.model import Task

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 12/{kind}\nAn Bình, ngày 05 tháng 11 năm 2026\n{title}\n"
    "Triển khai công tác chuyển đổi số\nỦy ban nhân dân tỉnh có ý kiến như sau:\n"
)
PLAN = HEAD.format(kind="KH-UBND", title="KẾ HOẠCH")


def _tasks(body: str, head: str = PLAN) -> list[tuple[list[str], str, str]]:
    return [_plainly(task) for task in parse(head + body).tasks]


def _plainly(task: Task) -> tuple[list[str], str, str]:
    limit = task.deadline.field.value if task.deadline else ""
    return [one.value for one in task.actors], " ".join(task.action.value.split()), limit


def test_a_first_line_that_the_web_broke_short_goes_on() -> None:
    body = (
        "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n"
        "1. Tổng công ty Cấp nước và Môi trường miền\n"
        "Đông rà soát toàn bộ mạng lưới đường ống trên địa bàn tỉnh trong quý I năm 2027.\n"
        "2. Sở Xây dựng hướng dẫn các chủ đầu tư hoàn\n"
        "thiện hồ sơ quy hoạch của các khu dân cư mới theo đúng quy định của pháp luật.\n"
        "3. Sở Công Thương đôn đốc các đơn vị thi công\n"
        "đường dây bảo đảm tiến độ đã cam kết với Ủy ban nhân dân tỉnh và các địa phương.\n"
        "4. Sở Y tế chuẩn bị đủ thuốc và vật tư phòng\n"
        "chống dịch tại các trạm y tế xã, phường trước mùa mưa bão theo phương án đã duyệt.\n"
    )
    first, *others = _tasks(body)
    assert first == (
        ["Tổng công ty Cấp nước và Môi trường miền Đông"],
        "rà soát toàn bộ mạng lưới đường ống trên địa bàn tỉnh trong quý I năm 2027",
        "2027-Q1",
    )
    assert [actors for actors, _, _ in others] == [["Sở Xây dựng"], ["Sở Công Thương"], ["Sở Y tế"]]


def test_a_verb_with_a_capital_leaves_the_name_above() -> None:
    body = (
        "1.1. Giao Sở Xây dựng\n"
        "Theo dõi, đôn đốc các\nxã, phường cập nhật số\nnhà vào cơ sở dữ liệu.\n"
        "1.2. Giao Công an tỉnh\n"
        "Chỉ đạo Công an các xã,\nphường phối hợp rà soát\nsố nhà trên địa bàn.\n"
    )
    assert [actors for actors, _, _ in _tasks(body)] == [["Sở Xây dựng"], ["Công an tỉnh"]]


def test_a_name_of_a_body_is_not_cut_by_the_end_of_a_line() -> None:
    body = "1. Thống đốc Ngân hàng Nhà nước\nViệt Nam báo cáo kết quả trước ngày 15 tháng 12 năm 2026.\n"
    assert [actors for actors, _, _ in _tasks(body)] == [["Thống đốc Ngân hàng Nhà nước Việt Nam"]]


def test_cells_of_a_table_are_no_sentences() -> None:
    table = (
        "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 11 năm 2026)\n"
        "|\nTT\n|\nNội dung\n|\nCơ quan chủ trì\n|\nCơ quan phối hợp\n|\nThời gian hoàn thành\n|\n"
        "|\n1\n|\nKiện toàn ban chỉ huy các cấp\n|\nBan Chỉ huy Phòng thủ dân sự cấp tỉnh, cấp xã\n"
        "|\nCác sở, ban, ngành\n|\nTrước ngày\n30/11/2026\n|\n"
        "|\n2\n|\nDiễn tập phòng thủ dân sự\n|\nBộ Chỉ huy quân sự tỉnh\n|\nCác xã, phường\n"
        "|\nTháng 12 hằng năm\n|\n"
    )
    closing = "|\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n|\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\n|\n"
    assert _tasks("1. Sở Nội vụ theo dõi việc thực hiện Kế hoạch này.\n" + closing + table) == [
        (["Sở Nội vụ"], "theo dõi việc thực hiện Kế hoạch này", ""),
        (
            ["Ban Chỉ huy Phòng thủ dân sự cấp tỉnh, cấp xã"],
            "Kiện toàn ban chỉ huy các cấp",
            "2026-11-30",
        ),
        (["Bộ Chỉ huy quân sự tỉnh"], "Diễn tập phòng thủ dân sự", "FREQ=YEARLY;BYMONTH=12"),
    ]


def test_a_table_of_targets_charges_nobody_and_the_plan_below_it_does() -> None:
    tables = (
        "I. CHỈ TIÊU\n"
        "| TT | Chỉ tiêu | Đơn vị | Kết quả | Cơ quan chủ trì theo dõi |\n|---|---|---|---|---|\n"
        "| 1 | Tỷ lệ thủ tục hành chính được số hóa | % | 100 | Sở Nội vụ |\n\n"
        "II. NHIỆM VỤ\n"
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian thực hiện |\n|---|---|---|---|\n"
        "| 1 | Nâng cấp cổng thông tin | Sở Khoa học và Công nghệ | Quý II/2027 |\n"
    )
    assert _tasks(tables) == [(["Sở Khoa học và Công nghệ"], "Nâng cấp cổng thông tin", "2027-Q2")]


def test_cells_that_reach_down_and_quarters_without_a_year() -> None:
    head = PLAN.replace("chuyển đổi số\n", "chuyển đổi số năm 2027\n")
    table = (
        "| TT | Nội dung công việc | Đơn vị chủ trì | Phối hợp | Thời gian |\n|---|---|---|---|---|\n"
        "| 1 | Rà soát thủ tục hành chính | Sở Tư pháp | Văn phòng | Quý II |\n"
        "| 2 | Công khai danh mục thủ tục | | | |\n"
        "| 3 | Hoàn thiện thể chế | | | |\n"
        "| 3.1 | Sửa quy chế làm việc | Sở Nội vụ | | Quý III, IV/2027 |\n"
        "| 3.2 | Ban hành quy trình nội bộ | | | Tháng 9 |\n"
        "| A | Nhóm khác | | | |\n"
    )
    assert _tasks(table, head) == [
        (["Sở Tư pháp"], "Rà soát thủ tục hành chính", "2027-Q2"),
        (["Sở Tư pháp"], "Công khai danh mục thủ tục", "2027-Q2"),
        (["Sở Nội vụ"], "Sửa quy chế làm việc", "2027-Q3/2027-Q4"),
        (["Sở Nội vụ"], "Ban hành quy trình nội bộ", "2027-09"),
    ]


def test_a_row_without_a_number_takes_none_of_the_cells_before_it() -> None:
    tables = (
        "| Thời gian | Nội dung công việc | Đơn vị thực hiện |\n|---|---|---|\n"
        "| 9/2027 | Khai giảng năm học mới | Phòng Hành chính |\n"
        "| | Nhập học đợt hai | Phòng Đào tạo |\n\n"
        "**Phân công các đầu việc:**\n\n"
        "| Đầu việc | Đơn vị chủ trì | Đơn vị phối hợp |\n|---|---|---|\n"
        "| Thu học phí | Phòng Tài chính | Phòng Đào tạo |\n"
    )
    assert [(actors, action) for actors, action, _ in _tasks(tables)] == [
        (["Phòng Hành chính"], "Khai giảng năm học mới"),
        (["Phòng Đào tạo"], "Nhập học đợt hai"),
        (["Phòng Tài chính"], "Thu học phí"),
    ]


@pytest.mark.parametrize(
    ("order", "limit"),
    [
        ("hoàn thành việc rà soát, quản lý chương trình trong quý II năm 2027", "2027-Q2"),
        ("xây dựng kế hoạch trong tháng 3", "2027-03"),
        ("trình phương án trong quý IV", "2026-Q4"),
        ("tập trung thực hiện nhiệm vụ trong quý II năm 2027", ""),
        ("hoàn thiện các kế hoạch trong quý II năm 2027", ""),
    ],
)
def test_what_is_made_by_a_quarter_is_due_then(order: str, limit: str) -> None:
    assert _tasks(f"1. Sở Nội vụ {order}.\n") == [(["Sở Nội vụ"], order, limit)]


@pytest.mark.parametrize(
    "told",
    [
        "Tiếp theo kết quả đã đạt được, Chủ tịch Ủy ban nhân dân tỉnh đã ban hành nhiều văn bản chỉ đạo "
        "Sở Y tế, các sở, ngành chuẩn bị tổ chức lễ ra quân vào ngày 19 tháng 12 năm 2026.",
        "Sở Nội vụ đã có Văn bản số 80/SNV-TCBC ngày 17/9/2026 đề nghị các sở, ngành báo cáo thực trạng.",
        "Ngày 31 tháng 10 năm 2026, Văn phòng tỉnh nhận văn bản số 16/CV-HH của Hiệp hội Thức ăn gửi tỉnh.",
        "Trường hợp vượt thẩm quyền, có văn bản đề nghị Bộ quản lý ngành xem xét, giải quyết.",
    ],
)
def test_what_was_done_and_what_holds_in_a_case_charges_nobody(told: str) -> None:
    assert _tasks(told + "\n") == []


def test_a_deputy_and_who_acts_for_another_are_charged_by_their_names() -> None:
    body = (
        "7. Giao Phó Chủ tịch Ủy ban nhân dân tỉnh Nguyễn Văn A trực tiếp chỉ đạo công tác chuẩn bị.\n"
        "8. Giao Giám đốc Sở Tài chính thừa ủy quyền Chủ tịch Ủy ban nhân dân tỉnh ký báo cáo.\n"
    )
    assert [actors for actors, _, _ in _tasks(body)] == [
        ["Phó Chủ tịch Ủy ban nhân dân tỉnh Nguyễn Văn A"],
        ["Giám đốc Sở Tài chính"],
    ]


def test_the_head_of_the_issuer_asks_and_is_not_asked() -> None:
    body = (
        "Chủ tịch Ủy ban nhân dân tỉnh đề nghị các cơ quan, đơn vị khẩn trương thực hiện các nội dung trên.\n"
    )
    assert [actors for actors, _, _ in _tasks(body)] == [["các cơ quan, đơn vị"]]


def test_a_lead_that_ends_with_a_pointer_still_leads() -> None:
    body = (
        "Nhằm bảo đảm sức khỏe của học sinh, Ủy ban nhân dân tỉnh đề nghị các xã, phường; "
        "các cơ sở giáo dục thực hiện nghiêm túc chỉ đạo của tỉnh. Cụ thể:\n"
        "- Cập nhật thông tin về chất lượng không khí.\n- Hạn chế hoạt động ngoài trời.\n"
    )
    charged = ["các xã, phường", "các cơ sở giáo dục"]
    found = parse(PLAN + body).tasks
    assert [[one.value for one in task.actors] for task in found] == [charged] * 3
    assert {task.mode for task in found} == {"requested"}


def test_a_topic_with_a_semicolon_stands_before_its_order() -> None:
    body = (
        "7. Về dự án đường tránh; dự án nâng cấp cầu: Sở Xây dựng lập báo cáo; trình Ủy ban nhân dân tỉnh.\n"
    )
    assert _tasks(body) == [(["Sở Xây dựng"], "lập báo cáo; trình Ủy ban nhân dân tỉnh", "")]


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("định kỳ hằng năm gửi báo cáo tình hình thực hiện Chương trình trước ngày 15 tháng 12 để tổng hợp",
         "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
        ("hướng dẫn mẫu báo cáo hàng tuần trước 15:00 ngày thứ Sáu hàng tuần", "FREQ=WEEKLY;BYDAY=FR"),
        ("nỗ lực thi công, hoàn thành đưa dự án vào vận hành trong năm 2027", "2027"),
        ("hoàn thành nghiệm thu các hạng mục phục vụ công tác nghiệm thu công trình trong tháng 12 năm 2026",
         "2026-12"),
        ("rà soát kiến nghị; báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện trong tháng 12 năm 2026",
         "2026-12"),
    ],
)  # fmt: skip
def test_limits_far_from_their_verb(words: str, limit: str) -> None:
    assert _tasks(f"1. Sở Xây dựng {words}.\n")[-1][2] == limit


def test_a_paragraph_that_only_says_by_when_belongs_to_the_task_before() -> None:
    body = (
        "1. Giao Sở Xây dựng\n- Rà soát, cập nhật dữ liệu số nhà trên địa bàn tỉnh.\n"
        "Thời gian hoàn thành trước ngày 31 tháng 12 năm 2026.\n"
    )
    assert [(actors, limit) for actors, _, limit in _tasks(body)] == [(["Sở Xây dựng"], "2026-12-31")]


def test_a_lead_reaches_over_the_clause_that_names_nobody() -> None:
    body = (
        "1. Giám đốc các sở trực tiếp chỉ đạo thực hiện Kế hoạch; trong đó lưu ý một số nội dung sau:\n"
        "- Rà soát thời hạn hoàn thành của từng nhiệm vụ.\n- Giải quyết kịp thời các vướng mắc.\n"
    )
    assert [actors for actors, _, _ in _tasks(body)][-2:] == [["Giám đốc các sở"]] * 2


def test_a_heading_charges_names_in_small_letters() -> None:
    body = (
        "2. Trách nhiệm của cơ quan, tổ chức, đơn vị và các xã, phường\n"
        "a) Thực hiện các nội dung của Kế hoạch.\nb) Tổng hợp kết quả theo yêu cầu.\n"
    )
    assert [actors for actors, _, _ in _tasks(body)] == [["cơ quan, tổ chức, đơn vị", "các xã, phường"]] * 2


def test_who_introduces_or_orders_others_is_not_charged_where_no_issuer_is_known() -> None:
    text = (
        "KẾ HOẠCH\nTriển khai thi hành Luật Đường bộ\n"
        "Để thực hiện kịp thời, đồng bộ và hiệu quả, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"
        "1. Sở Xây dựng chủ trì tập huấn.\n"
        "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành; Ủy ban nhân dân các xã, phường triển khai thực hiện.\n"
    )
    assert [actors for actors, _, _ in _tasks(text, "")] == [
        ["Sở Xây dựng"],
        ["các sở, ngành", "Ủy ban nhân dân các xã, phường"],
    ]


def test_a_decision_that_cites_rules_of_organisation_is_no_act() -> None:
    head = (
        "CỤC ĐƯỜNG BỘ VIỆT NAM\nSố: 85/QĐ-CĐBVN\nHà Nội, ngày 21 tháng 7 năm 2026\nQUYẾT ĐỊNH\n"
        "Ban hành Lệnh xây dựng công trình khẩn cấp\n"
        "Căn cứ Quyết định số 18/QĐ-BXD ngày 01 tháng 3 năm 2025 của Bộ Xây dựng quy định chức năng, "
        "nhiệm vụ, quyền hạn và cơ cấu tổ chức của Cục Đường bộ Việt Nam;\nQUYẾT ĐỊNH:\n"
    )
    body = (
        "Điều 1. Khu Quản lý đường bộ I có trách nhiệm bảo đảm an toàn giao thông trong quá trình thi công.\n"
    )
    assert [actors for actors, _, _ in _tasks(body, head)] == [["Khu Quản lý đường bộ I"]]


def test_a_sentence_takes_the_limit_of_the_label_below_it() -> None:
    body = (
        "3. Tổ chức rà soát văn bản\nb) Các sở rà soát văn bản thuộc lĩnh vực phụ trách.\n"
        "- Thời gian hoàn thành: Quý IV năm 2026.\n"
    )
    assert _tasks(body) == [(["Các sở"], "rà soát văn bản thuộc lĩnh vực phụ trách", "2026-Q4")]


def test_a_sentence_that_only_says_by_when_belongs_to_its_item() -> None:
    body = (
        "4. Cục Mỹ thuật\n- Hoàn thiện dự thảo về hoạt động mỹ thuật. Bảo đảm hoàn thành trong quý I/2027.\n"
        "- Số hóa hồ sơ, kết quả giải quyết thủ tục còn hiệu lực, hoàn thành trước ngày 30/11/2026.\n"
    )
    assert [limit for _, _, limit in _tasks(body)] == ["2027-Q1", "2026-11-30"]


ACT = (
    "CHÍNH PHỦ\nSố: 12/2026/NĐ-CP\nHà Nội, ngày 05 tháng 01 năm 2026\nNGHỊ ĐỊNH\nQuy định về quản lý hồ sơ\n"
    "Điều 1. Tổ chức thực hiện\n"
)


@pytest.mark.parametrize(
    "told",
    [
        "1. Thời hạn nộp thuế phải nộp của kỳ tính thuế tháng 9 chậm nhất là ngày 20 tháng 12 năm 2026.",
        "1. Thời gian ban hành văn bản được lấy từ ngày 01 tháng 01 đến hết ngày 31 tháng 12 hằng năm.",
        "1. Cá nhân sử dụng đất được giao vượt hạn mức trước ngày 01 tháng 7 năm 2026 thì phải thuê đất.",
        "1. Nội dung phải được đăng trong thời gian 90 ngày kể từ ngày quyết định này có hiệu lực pháp luật.",
        "1. Người tham gia kháng chiến phải về địa phương trước ngày 10 tháng 01 năm 1982.",
    ],
)
def test_what_an_act_defines_or_lets_happen_is_no_task(told: str) -> None:
    assert _tasks(told + "\n", ACT) == []


def test_an_act_charges_who_stands_behind_the_limit() -> None:
    body = (
        "1. Trước ngày 30 tháng 6 hằng năm, cơ quan thuế lập danh mục gửi cơ quan tài chính.\n"
        "2. Chánh Thanh tra phê duyệt kế hoạch chậm nhất vào ngày 31 tháng 12 của năm trước.\n"
    )
    assert [(actors, limit) for actors, _, limit in _tasks(body, ACT)] == [
        (["cơ quan thuế"], "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
        (["Chánh Thanh tra"], "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    ]


def test_a_label_that_names_somebody_and_a_misread_name_charge_nobody() -> None:
    body = (
        "1. Cơ quan được giao quản lý (chủ đầu tư): Sở Xây dựng.\n2. Co quan thu6 kiểm tra doanh nghiệp.\n"
        "3. Theo chương trình năm 2026, Sở Tài chính được giao nhiệm vụ báo cáo cấp có thẩm quyền.\n"
        "4. Thủ trưởng các đơn vị được giao nhiệm vụ tập trung triển khai thực hiện.\n"
    )
    assert [actors for actors, _, _ in _tasks(body)] == [["Thủ trưởng các đơn vị được giao nhiệm vụ"]]


@pytest.mark.parametrize(
    ("named", "actors"),
    [
        ("Các Bộ, cơ quan: Nội vụ, Tư pháp, Văn hóa, Thể thao và Du lịch, Thông tấn xã Việt Nam",
         ["Bộ Nội vụ", "Bộ Tư pháp", "Bộ Văn hóa, Thể thao và Du lịch", "Thông tấn xã Việt Nam"]),
        ("Giám đốc các Sở: Giáo dục và Đào tạo, Y tế và Chủ tịch UBND các xã",
         ["Giám đốc Sở Giáo dục và Đào tạo", "Giám đốc Sở Y tế", "Chủ tịch UBND các xã"]),
        ("Các cơ quan tham mưu, giúp việc Tỉnh ủy", ["Các cơ quan tham mưu, giúp việc Tỉnh ủy"]),
        ("Trạm Y tế phường", ["Trạm Y tế phường"]),
        ("Trưởng các tiểu ban", ["Trưởng các tiểu ban"]),
        ("Văn phòng Đăng ký đất đai", ["Văn phòng Đăng ký đất đai"]),
        ("Các đơn vị thuộc Ngân hàng Nhà nước", ["Các đơn vị thuộc Ngân hàng Nhà nước"]),
        ("Các tổ chức chính trị - xã hội tỉnh", ["Các tổ chức chính trị - xã hội tỉnh"]),
    ],
)  # fmt: skip
def test_who_is_named_in_a_list_and_by_a_short_name(named: str, actors: list[str]) -> None:
    assert [one for one, _, _ in _tasks(f"1. {named} chuẩn bị đầy đủ hồ sơ của hội nghị.\n")] == [actors]


def test_a_verb_that_no_table_holds_stands_behind_a_body_of_the_registry() -> None:
    assert _tasks("1. Ngân hàng Nhà nước Việt Nam nới hạn mức tín dụng cho ngành thủy sản.\n") == [
        (["Ngân hàng Nhà nước Việt Nam"], "nới hạn mức tín dụng cho ngành thủy sản", "")
    ]


@pytest.mark.parametrize(
    "told",
    [
        "Các sở, ngành đã vào cuộc từ sớm. Công an tỉnh tuần tra 120 lượt. Sở Y tế phối hợp ngày càng tốt.",
        "Ngày 02/11/2026, Sở Nội vụ tổ chức hội nghị tổng kết tại trụ sở.",
        "Năm 2025, ngành đạt nhiều kết quả; các địa phương tổ chức quan trắc 1.250 lượt.",
        "Theo quy định tại Điều 9 Nghị định số 64/2010/NĐ-CP, UBND cấp xã có trách nhiệm quản lý cây xanh.",
        "Phát triển kinh tế số, các ngành công nghệ, xây dựng tỉnh thành trung tâm của vùng.",
        "Trên đây là Kế hoạch công tác năm 2027, Sở Nội vụ kính báo cáo.",
        "Sở Nội vụ có chức năng tham mưu quản lý nhà nước về tổ chức bộ máy.",
        "I. Trình tự thực hiện\na) Sở Nội vụ tiếp nhận hồ sơ.\nb) Sở Tư pháp thẩm tra hồ sơ.",
    ],
)
def test_accounts_competences_and_procedures_charge_nobody(told: str) -> None:
    assert _tasks(told + "\n") == []


def test_what_is_to_come_on_a_day_is_charged() -> None:
    assert _tasks("Ngày 20/11/2026, các trường tổ chức lễ kỷ niệm.\n") != []


def test_a_report_only_asks() -> None:
    head = HEAD.format(kind="BC-UBND", title="BÁO CÁO")
    body = "1. Sở Y tế tổ chức 12 lớp tập huấn.\n2. Kiến nghị Bộ Y tế bổ sung thuốc cho tuyến xã.\n"
    assert _tasks(body, head) == [(["Bộ Y tế"], "bổ sung thuốc cho tuyến xã", "")]


def test_a_decision_that_sets_up_a_body_gives_competences() -> None:
    head = HEAD.format(kind="QĐ-UBND", title="QUYẾT ĐỊNH").replace("Triển khai", "Kiện toàn Ban Chỉ đạo")
    assert _tasks("Điều 2. Nhiệm vụ của Ban Chỉ đạo\n1. Đôn đốc các sở, ngành thực hiện.\n", head) == []


@pytest.mark.parametrize(
    ("cell", "actors", "partners"),
    [
        ("Chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính", ["Sở Nội vụ"], ["Sở Tài chính"]),
        ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", ["Sở Nội vụ"], ["Sở Tài chính"]),
        ("- Cơ quan chủ trì: Sở Nội vụ", ["Sở Nội vụ"], []),
        ("Sở Nội vụ (chủ trì)", ["Sở Nội vụ"], []),
    ],
)
def test_a_cell_tells_who_leads_and_who_helps(cell: str, actors: list[str], partners: list[str]) -> None:
    rows = (
        "- 100% thủ tục hành chính được số hóa.\n\nII. NHIỆM VỤ\n\n"
        "| TT | Nhiệm vụ | Cơ quan thực hiện | Hoàn thành |\n|---|---|---|---|\n"
        f"| 1 | Xếp kho lưu trữ | {cell} | 30/12/2026 |\n"
    )
    (task,) = parse(PLAN + rows).tasks
    assert [one.value for one in task.actors] == actors
    assert [one.value for one in task.partners] == partners
    assert task.deadline is not None


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("định kỳ 6 tháng (trước ngày 10/6) và hằng năm (trước ngày 10/12) báo cáo kết quả",
         "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10+FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"),
        ("gửi báo cáo trước ngày 01/6 và 15/11 hằng năm",
         "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1+FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"),
        ("kiểm tra công tác lưu trữ tại các xã vùng cao trong tháng 12 năm 2026", "2026-12"),
        ("tổng hợp kết quả thực hiện các nhiệm vụ trong tháng 12 năm 2026", ""),
    ],
)  # fmt: skip
def test_days_that_come_twice_a_year_and_months_that_end_an_order(words: str, limit: str) -> None:
    assert [one for _, _, one in _tasks(f"1. Sở Nội vụ {words}.\n")] == [limit]


def test_another_subject_behind_a_comma_is_another_task() -> None:
    body = "1. Sở Nội vụ hoàn thành việc sắp xếp, các cơ quan phối hợp có trách nhiệm cử người tham gia.\n"
    assert [(actors, action) for actors, action, _ in _tasks(body)] == [
        (["Sở Nội vụ"], "hoàn thành việc sắp xếp"),
        (["các cơ quan phối hợp"], "cử người tham gia"),
    ]


@pytest.mark.parametrize(
    ("words", "actors", "mode"),
    [
        ("Riêng Sở Y tế, Công an tỉnh, đề nghị cung cấp số liệu.", ["Sở Y tế", "Công an tỉnh"], "requested"),
        ("Sở Nội vụ là đầu mối tham mưu việc sắp xếp.", ["Sở Nội vụ"], "directed"),
        ("* Tuyên truyền: Sở Nội vụ chủ trì viết bài.", ["Sở Nội vụ"], "directed"),
        ("Từ ngày 01/12 đến ngày 15/12/2026: Các xã, phường lập danh sách.", ["Các xã, phường"], "directed"),
        ("Ủy ban nhân dân tỉnh trân trọng đề nghị Quý cơ quan cho ý kiến.", ["Quý cơ quan"], "requested"),
    ],
)
def test_who_is_asked_and_who_leads(words: str, actors: list[str], mode: str) -> None:
    (task,) = parse(PLAN + words + "\n").tasks
    assert ([one.value for one in task.actors], task.mode) == (actors, mode)


def test_a_digital_word_at_the_end_of_a_line_is_no_number() -> None:
    body = (
        "III. NHIỆM VỤ\n1.1. Bồi dưỡng kỹ năng số\n- Cơ quan chủ trì: Sở Nội vụ\n"
        "- Sản phẩm: Bộ tài liệu số\n1.2. Nâng cấp cổng thông tin\n- Cơ quan chủ trì: Sở Tư pháp\n"
    )
    assert [actors for actors, _, _ in _tasks(body)] == [["Sở Nội vụ"], ["Sở Tư pháp"]]


def test_a_name_above_a_verb_with_a_capital_charges_also_where_blank_lines_part() -> None:
    body = (
        "1. Sở Nội vụ\n\n- Lập danh sách.\n\n- Gửi báo cáo.\n\n- Họp giao ban.\n\n"
        "2. Sở Tư pháp\nTăng cường đối thoại với người dân.\n"
    )
    assert _tasks(body)[-1] == (["Sở Tư pháp"], "Tăng cường đối thoại với người dân", "")


def test_a_number_beside_a_number_is_no_label_of_it() -> None:
    body = (
        "2. Đối với các xã, phường\n2.1. Lập danh sách.\n"
        "3. Tổ chức thực hiện: Sở Nội vụ theo dõi việc thực hiện.\n"
    )
    assert [actors for actors, _, _ in _tasks(body)] == [["các xã, phường"], ["Sở Nội vụ"]]


def test_who_stands_behind_and_is_another_body() -> None:
    body = "1. Tổng Công ty Điện lực Hà Nội và các đơn vị liên quan chuẩn bị đủ nguồn điện.\n"
    assert [actors for actors, _, _ in _tasks(body)] == [
        ["Tổng Công ty Điện lực Hà Nội", "các đơn vị liên quan"]
    ]


def test_a_stop_before_a_small_word_ends_no_task() -> None:
    body = (
        "1. Sở Tài chính rà soát các giải pháp. về thuế và chi ngân sách, miễn, giảm phí.. kịp thời xử lý "
        "vướng mắc, báo cáo trong tháng 3 năm 2027.\n"
    )
    (task,) = _tasks(body)
    assert task[0] == ["Sở Tài chính"]
    assert task[1].startswith("rà soát các giải pháp")
    assert task[2] == "2027-03"


def test_what_a_body_is_and_its_grounds_stand_below_its_name() -> None:
    body = (
        "1. Văn phòng Đảng ủy xã\nLà đầu mối thường trực theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"
        "2. Các chi bộ trực thuộc\nCăn cứ Kế hoạch này, tổ chức quán triệt đến toàn thể đảng viên.\n"
        "Nâng cao chất lượng sinh hoạt chi bộ.\n"
    )
    assert [(actors, action.split()[0]) for actors, action, _ in _tasks(body)] == [
        (["Văn phòng Đảng ủy xã"], "Là"),
        (["Các chi bộ trực thuộc"], "Căn"),
        (["Các chi bộ trực thuộc"], "Nâng"),
    ]


@pytest.mark.parametrize("heading", ["NHIỆM VỤ", "CHUYỂN ĐỔI SỐ", "Siết chặt kỷ luật trong thực thi công vụ"])
def test_a_heading_ends_before_who_is_charged(heading: str) -> None:
    body = f"I. {heading}\nCác cấp ủy, chính quyền, trước hết là người đứng đầu phải gương mẫu đi đầu.\n"
    assert _tasks(body) == [(["Các cấp ủy, chính quyền"], "phải gương mẫu đi đầu", "")]


def test_what_another_paper_asks_for_charges_nobody() -> None:
    body = (
        "Tại Văn bản số 09/SV-PTDA ngày 29/9/2026 của Công ty cổ phần Sông Vàng báo cáo, đề nghị Ủy ban nhân "
        "dân Thành phố cho phép nghiên cứu đầu tư dự án với nội dung chính như sau:\n"
        "1. Tên dự án: Nhà máy xử lý bùn thải.\n2. Địa điểm: Xã Sông Vàng.\n"
        "Giao Sở Tài chính kiểm tra, báo cáo trước ngày 12/12/2026.\n"
    )
    assert _tasks(body) == [(["Sở Tài chính"], "kiểm tra, báo cáo trước ngày 12/12/2026", "2026-12-12")]


def test_minutes_order_behind_what_was_concluded() -> None:
    minutes = (
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH\nSố: 12/BB-UBND\nBIÊN BẢN\ncuộc họp giao ban tháng 5\n"
        "Vào hồi 08 giờ ngày 15 tháng 5 năm 2026, tại Phòng họp diễn ra cuộc họp giao ban.\n"
        "NỘI DUNG CUỘC HỌP\n- Các đơn vị chuẩn bị báo cáo tháng.\n"
        "KẾT LUẬN CỦA CHỦ TRÌ\n1. Các đơn vị chuẩn bị chu đáo báo cáo 6 tháng đầu năm.\n"
        "2. Giao Văn phòng chuẩn bị mạng tại bộ phận một cửa.\n"
    )
    assert [actors for actors, _, _ in _tasks("", minutes)] == [["Các đơn vị"], ["Văn phòng"]]


def test_letters_of_bodies_are_charged_and_verbs_end_their_names() -> None:
    body = (
        "1. UBKT Đảng ủy xã tiến hành thẩm tra trực tiếp.\n"
        "2. Ban Chỉ đạo Phòng thủ dân sự quốc gia tổ chức theo dõi công tác tìm kiếm cứu nạn.\n"
    )
    assert [actors for actors, _, _ in _tasks(body)] == [
        ["UBKT Đảng ủy xã"],
        ["Ban Chỉ đạo Phòng thủ dân sự quốc gia"],
    ]


def test_what_is_ordered_of_tasks_of_others_is_no_task_of_nobody() -> None:
    body = (
        "Điều 1. Điều chỉnh thời hạn hoàn thành nhiệm vụ số 1 Phụ lục kèm theo Kế hoạch số 15/KH-UBND, "
        "hoàn thành trước ngày 30 tháng 12 năm 2026.\n"
    )
    assert _tasks(body) == []


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        (
            "Ngân hàng thương mại phải hoàn thành việc chuyển đổi trước ngày 31 tháng 12 năm 2028.",
            ["2028-12-31"],
        ),
        ("Việc kê khai phải hoàn thành trước ngày 31 tháng 12.", []),
        ("Việc kê khai phải hoàn thành trước ngày 31 tháng 12 của năm có biến động về tài sản.", []),
        ("Dự án có ngày vận hành trước ngày 01 tháng 01 năm 2036 phải ký hợp đồng mua bán điện.", []),
        (
            "Chậm nhất vào ngày 15 tháng 12 hằng năm, Giám đốc sở phê duyệt kế hoạch.",
            ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"],
        ),
    ],
)
def test_in_an_act_a_day_without_a_year_binds_nobody(sentence: str, limits: list[str]) -> None:
    act = (
        "CHÍNH PHỦ\nSố: 12/2026/NĐ-CP\nHà Nội, ngày 05 tháng 01 năm 2026\nNGHỊ ĐỊNH\nVề kiểm soát tài sản\n"
        f"Điều 1. Thực hiện\n1. {sentence}\n"
    )
    assert [limit for _, _, limit in _tasks("", act)] == limits


def test_whoever_it_be_is_charged_with_nothing_and_who_also_orders_is_not_charged() -> None:
    body = (
        "1. Địa phương nào không thực hiện tiêm phòng đầy đủ thì phải chịu trách nhiệm.\n"
        "2. Ủy ban nhân dân tỉnh cũng yêu cầu Sở Tài chính bố trí ngân sách kịp thời.\n"
    )
    assert _tasks(body) == [(["Sở Tài chính"], "bố trí ngân sách kịp thời", "")]
